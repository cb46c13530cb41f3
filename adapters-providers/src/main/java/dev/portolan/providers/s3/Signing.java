package dev.portolan.providers.s3;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.wire.Call;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Puts the user's signature on a call, by the AWS SDK's own signer; nothing where the user has no keys. */
final class Signing implements UnaryOperator<Call> {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private final Connector.Keys keys;
    private final Bucket bucket;
    private final Regions regions;
    private final Clock clock;

    Signing(Connector.Keys keys, Bucket bucket, Regions regions, InstantSource clock) {
        this.keys = keys;
        this.bucket = bucket;
        this.regions = regions;
        this.clock = clock.withZone(ZoneOffset.UTC);
    }

    /** Who calls; never the secret. */
    Optional<String> accessKeyId() {
        return keys.secret("accessKeyId");
    }

    /** Whose quota it is. */
    String holder() {
        return keys.holder();
    }

    @Override
    public Call apply(Call call) {
        Optional<AwsCredentialsIdentity> identity = identity();
        if (identity.isEmpty()) {
            return call;
        }
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(call.uri())
                .build();
        SdkHttpRequest signed = SIGNER.sign(request -> request.identity(identity.get())
                        .request(unsigned)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, regions.of(bucket))
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock))
                .request();
        Map<String, String> headers = new HashMap<>();
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                headers.put(name, values.getFirst());
            }
        });
        return call.with(headers);
    }

    private Optional<AwsCredentialsIdentity> identity() {
        Optional<String> id = keys.secret("accessKeyId");
        Optional<String> secret = keys.secret("secretAccessKey");
        Optional<String> token = keys.secret("sessionToken");
        if (id.isEmpty() && secret.isEmpty() && token.isEmpty()) {
            return Optional.empty();
        }
        String idText = id.orElseThrow(() -> missing("accessKeyId"));
        String secretText = secret.orElseThrow(() -> missing("secretAccessKey"));
        return Optional.of(
                token.isPresent()
                        ? AwsSessionCredentialsIdentity.create(idText, secretText, token.get())
                        : AwsCredentialsIdentity.create(idText, secretText));
    }

    private static ProviderFailure missing(String field) {
        return new ProviderFailure.Unauthorized(field
                + " is missing: give both accessKeyId and secretAccessKey, or no keys at all for a public bucket");
    }
}
