package dev.portolan.providers.dropbox;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Resource;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.Simulator;
import dev.portolan.providers.oauth.ConsentStyle;
import dev.portolan.providers.server.FaultyProxy;
import dev.portolan.providers.server.RawServer;
import dev.portolan.providers.wire.TestWire;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A Dropbox of a test: names are paths. */
public final class DropboxFixture implements Simulator {

    final FakeDropbox dropbox = new FakeDropbox();
    final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final FaultyProxy proxy = new FaultyProxy(dropbox.uri());
    private final TestWire wire = new TestWire();

    @Override
    public Connector connector() {
        String base = proxy.uri() + "/2";
        return new DropboxConnector(
                OAuthConnectors.endpoints(Map.of(
                        "portolan.providers.dropbox.api-url", base, "portolan.providers.dropbox.content-url", base)),
                wire.wire(),
                OAuthConnectors.json());
    }

    @Override
    public Connector.Binding binding() {
        return OAuthConnectors.binding(Map.of(), keys);
    }

    @Override
    public void write(String name, byte[] content) {
        dropbox.tree.put("/" + name, content);
    }

    @Override
    public void remove(String name) {
        dropbox.tree.delete("/" + name);
    }

    @Override
    public void removeFolder(String name) {
        remove(name);
    }

    @Override
    public void move(String from, String to) {
        dropbox.tree.move("/" + from, "/" + to, false);
    }

    @Override
    public Resource.Id id(String name) {
        return new Resource.Id(dropbox.tree.id("/" + name));
    }

    @Override
    public Set<String> secrets() {
        return Set.of("token-0");
    }

    @Override
    public Optional<FaultyProxy> proxy() {
        return Optional.of(proxy);
    }

    @Override
    public boolean allows(RawServer.Request request) {
        return request.method().equals("POST") && FakeDropbox.ROUTES.contains(request.target());
    }

    @Override
    public Map<Oddity, String> waivers() {
        String malformed = "Dropbox refuses it as malformed_path";
        return Map.of(
                Oddity.EMPTY_SEGMENT, malformed,
                Oddity.DOTS, malformed,
                Oddity.LEADING_SLASH, malformed,
                Oddity.BACKSLASH, malformed,
                Oddity.BLANK, malformed);
    }

    @Override
    public String provider() {
        return "dropbox";
    }

    @Override
    public ConsentStyle consent() {
        return ConsentStyle.DROPBOX;
    }

    @Override
    public Map<String, String> endpoints() {
        return Map.of("API_URL", dropbox.uri() + "/2", "CONTENT_URL", dropbox.uri() + "/2");
    }

    @Override
    public void trust(Predicate<String> accessTokens) {
        dropbox.trust(accessTokens);
    }

    @Override
    public void forgetful() {
        dropbox.forgetful();
    }

    @Override
    public void close() {
        proxy.close();
        wire.close();
        dropbox.close();
    }
}
