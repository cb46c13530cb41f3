package dev.portolan.providers;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Settings;
import dev.portolan.providers.wire.AddressGuard;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Pauses;
import dev.portolan.providers.wire.Transport;
import dev.portolan.providers.wire.Wire;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySourcePropertyResolver;
import io.micronaut.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Builds a connector of a provider with OAuth whose API is a server of a test. */
public final class OAuthConnectors {

    /** What every connector of a provider with OAuth is made of. */
    @FunctionalInterface
    public interface Making {
        Connector make(Endpoints endpoints, Wire wire, Json json);
    }

    /** Keys as the core hands them out: one access token after another. */
    public static final class TestKeys implements Connector.Keys {
        private final Map<String, String> kept;
        private int renewals;

        public TestKeys(Map<String, String> kept) {
            this.kept = kept;
        }

        @Override
        public Optional<String> secret(String field) {
            return Optional.empty();
        }

        @Override
        public synchronized String accessToken() {
            return "token-" + renewals;
        }

        @Override
        public synchronized String renew(String refused) {
            renewals++;
            return accessToken();
        }

        @Override
        public Optional<String> kept(String field) {
            return Optional.ofNullable(kept.get(field));
        }

        public synchronized int renewals() {
            return renewals;
        }
    }

    private static final Pauses SHORT = new Pauses(Duration.ofMillis(1), asked -> Duration.ofMillis(1));

    private OAuthConnectors() {}

    public static Json json() {
        return new Json(JsonMapper.createDefault());
    }

    public static Wire wire() {
        return new Wire(new Transport(new AddressGuard(List.of())), InstantSource.system(), SHORT);
    }

    public static Endpoints endpoints(Map<String, Object> properties) {
        return new Endpoints(new PropertySourcePropertyResolver(new MapPropertySource("test", properties)));
    }

    /** A session at an API of a test. */
    public static ConnectorSession open(
            Making making, String property, URI api, Map<String, Object> settings, Connector.Keys keys) {
        Map<String, Object> properties = Map.of("portolan.providers." + property + ".api-url", api.toString());
        return making.make(endpoints(properties), wire(), json()).open(binding(settings, keys));
    }

    public static Connector.Binding binding(Map<String, Object> settings, Connector.Keys keys) {
        return new Connector.Binding(new Connection.Id(new UUID(0, 1)), new Settings(settings), keys);
    }
}
