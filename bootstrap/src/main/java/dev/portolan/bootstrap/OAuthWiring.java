package dev.portolan.bootstrap;

import dev.portolan.application.oauth.OAuthPorts;
import dev.portolan.application.oauth.OAuthSettings;
import dev.portolan.application.oauth.OAuthSettings.OperatorApp;
import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.GrantStore;
import dev.portolan.application.port.OAuthAppStore;
import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.RevocationStore;
import dev.portolan.domain.Provider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What OAuth needs, and what the operator says about it. */
@Factory
final class OAuthWiring {

    private static final String CALLBACK = "/oauth/callback";

    @Singleton
    OAuthSettings settings(
            List<Connector> connectors,
            PropertyResolver properties,
            @Property(name = "portolan.public.url", defaultValue = "") String publicUrl,
            @Property(name = "portolan.port", defaultValue = "8080") String port,
            @Property(name = "portolan.redirect.origins", defaultValue = "") String origins) {
        String base = publicUrl.isBlank() ? "http://localhost:" + port : publicUrl.strip();
        return new OAuthSettings(
                base.replaceFirst("/+$", "") + CALLBACK,
                connectors.stream()
                        .map(Connector::provider)
                        .filter(provider -> provider.oauth().isPresent())
                        .flatMap(provider -> app(provider, properties).stream())
                        .toList(),
                Set.copyOf(words(origins)));
    }

    /** Of {@code PORTOLAN_PROVIDERS_<ID>_CLIENT_ID}, {@code _CLIENT_SECRET} and, seldom, {@code _SCOPES}. */
    private static Optional<OperatorApp> app(Provider provider, PropertyResolver properties) {
        String prefix = "portolan.providers." + provider.id().value().replace('_', '-') + ".";
        return text(properties, prefix + "client-id")
                .map(clientId -> new OperatorApp(
                        provider.id(),
                        clientId,
                        text(properties, prefix + "client-secret"),
                        words(text(properties, prefix + "scopes").orElse(""))));
    }

    /** A variable that is set to nothing is not set. */
    private static Optional<String> text(PropertyResolver properties, String name) {
        return properties.getProperty(name, String.class).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Singleton
    OAuthPorts ports(
            OAuthGateway gateway,
            OAuthAppStore apps,
            AuthorizationStore authorizations,
            GrantStore grants,
            RevocationStore revocations,
            OAuthSettings settings) {
        return new OAuthPorts(gateway, apps, authorizations, grants, revocations, settings);
    }
}
