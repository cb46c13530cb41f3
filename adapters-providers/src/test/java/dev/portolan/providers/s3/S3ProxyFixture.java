package dev.portolan.providers.s3;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Settings;
import dev.portolan.providers.Fixture;
import dev.portolan.providers.server.FaultyProxy;
import dev.portolan.providers.server.RawServer;
import dev.portolan.providers.wire.TestWire;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A bucket of its own in one real server for all tests, which checks signatures. */
final class S3ProxyFixture implements Fixture {

    static final String KEY = "AKIAEXAMPLE";
    static final String SECRET = "canary-secret-0123456789";

    private static final BlobStore STORE = new TransientNio2BlobStore();
    private static final URI SERVER = start();
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final String bucket = "bucket-" + BUCKETS.incrementAndGet();
    private final FaultyProxy proxy = new FaultyProxy(SERVER);
    private final TestWire wire = new TestWire();

    S3ProxyFixture() {
        STORE.createContainer(bucket);
    }

    private static URI start() {
        try {
            S3Proxy server = S3Proxy.builder()
                    .blobStore(STORE)
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                    .build();
            server.start();
            return URI.create("http://127.0.0.1:" + server.getPort());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Connector connector() {
        return new S3Connector(wire.wire());
    }

    @Override
    public Connector.Binding binding() {
        return binding(
                Map.of("bucket", bucket, "endpoint", proxy.uri().toString()),
                new Credential.Secrets(Map.of("accessKeyId", KEY, "secretAccessKey", SECRET)));
    }

    static Connector.Binding binding(Map<String, Object> settings, Credential.Secrets secrets) {
        return new Connector.Binding(
                new Connection.Id(new UUID(0, 1)),
                new Settings(settings),
                field -> Optional.ofNullable(secrets.values().get(field)));
    }

    @Override
    public void write(String name, byte[] content) {
        STORE.putBlob(
                software.amazon.awssdk.services.s3.model.PutObjectRequest.builder()
                        .bucket(bucket)
                        .key(name)
                        .contentLength((long) content.length)
                        .build(),
                new ByteArrayInputStream(content));
    }

    @Override
    public void remove(String name) {
        STORE.removeBlob(bucket, name);
    }

    @Override
    public Set<String> secrets() {
        return Set.of(SECRET);
    }

    @Override
    public Optional<FaultyProxy> proxy() {
        return Optional.of(proxy);
    }

    @Override
    public boolean allows(RawServer.Request request) {
        return request.method().equals("GET")
                && request.target().startsWith("/" + bucket)
                && request.headers().get("Host").equals(proxy.uri().getAuthority());
    }

    @Override
    public Map<Oddity, String> waivers() {
        String reason = "s3proxy keeps objects as files and normalizes their paths";
        return Map.of(Oddity.EMPTY_SEGMENT, reason, Oddity.DOTS, reason, Oddity.LEADING_SLASH, reason);
    }

    @Override
    public void close() {
        proxy.close();
        wire.close();
    }
}
