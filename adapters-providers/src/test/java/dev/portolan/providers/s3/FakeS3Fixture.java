package dev.portolan.providers.s3;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Credential;
import dev.portolan.providers.Fixture;
import dev.portolan.providers.server.FaultyProxy;
import dev.portolan.providers.wire.TestWire;
import java.util.Map;
import java.util.Optional;

/** A store that keeps whatever key it is given, as S3 itself does. */
final class FakeS3Fixture implements Fixture {

    private final FakeS3 store = new FakeS3("acme");
    private final FaultyProxy proxy = new FaultyProxy(store.uri());
    private final TestWire wire = new TestWire();

    @Override
    public Connector connector() {
        return new S3Connector(wire.wire());
    }

    @Override
    public Connector.Binding binding() {
        return S3ProxyFixture.binding(
                Map.of("bucket", "acme", "endpoint", proxy.uri().toString()), Credential.Secrets.NONE);
    }

    @Override
    public void write(String name, byte[] content) {
        store.put(name, content);
    }

    @Override
    public void remove(String name) {
        store.remove(name);
    }

    @Override
    public Optional<FaultyProxy> proxy() {
        return Optional.of(proxy);
    }

    @Override
    public void close() {
        proxy.close();
        store.close();
        wire.close();
    }
}
