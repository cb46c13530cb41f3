package dev.portolan.providers.s3;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.ProviderHttp;
import dev.portolan.providers.wire.Reply;
import dev.portolan.providers.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The two things that we ask of a bucket: pages of its keys, and objects. */
final class Store {

    private final Wire wire;
    private final Bucket bucket;
    private final Signing signing;
    private final Regions regions;
    private final ProviderHttp listings;

    Store(Wire wire, Bucket bucket, Signing signing, Regions regions) {
        this.wire = wire;
        this.bucket = bucket;
        this.signing = signing;
        this.regions = regions;
        this.listings = wire.to(
                S3Connector.ID.value(), signing.holder(), signing, (call, reply) -> failure(Optional.empty(), reply));
    }

    Bucket bucket() {
        return bucket;
    }

    Optional<String> accessKeyId() {
        return signing.accessKeyId();
    }

    /** A page of keys, which is empty only if it is the last. */
    S3Payloads.Listing list(Wanted wanted) {
        S3Payloads.Listing page = inRegion(() -> listings.get(
                () -> call("The bucket '" + bucket.name() + "'", region -> bucket.listing(wanted.parameters(), region))
                        .counted("/{bucket}"),
                this::listing));
        boolean goesOn =
                page.truncated() && page.items().isEmpty() && page.folders().isEmpty();
        return goesOn && page.token().isPresent() ? list(wanted.at(page.token().get())) : page;
    }

    /**
     * An object's bytes, or the refusal of an archived one.
     *
     * @param etag of the version that is meant; empty: any
     * @param size of the object, where it is known
     */
    Reply object(String key, String etag, Optional<Long> size) {
        ProviderHttp objects = wire.to(
                S3Connector.ID.value(), signing.holder(), signing, (call, reply) -> failure(Optional.of(key), reply));
        return inRegion(() -> objects.content(
                anew -> {
                    Call call = call("The object '" + key + "'", region -> bucket.object(key, region))
                            .counted("/{bucket}/{key}")
                            .accepting(Store::isArchived);
                    return etag.isEmpty() ? call : call.with("If-Match", "\"" + etag + "\"");
                },
                size));
    }

    private Call call(String about, Function<String, URI> inRegion) {
        Call call = Call.get(about, inRegion.apply(regions.of(bucket)));
        return bucket.isAws() ? call.unguarded() : call;
    }

    private S3Payloads.Listing listing(InputStream body) throws IOException {
        return switch (S3Payloads.listing(body)) {
            case S3Payloads.Listing page -> page;
            case S3Payloads.Failure said ->
                throw failure(Optional.empty(), 200, said)
                        .orElseGet(() -> new ProviderFailure.Transient(
                                "The bucket '" + bucket.name() + "': " + bucket.host() + " answered with an error"));
        };
    }

    private static boolean isArchived(Reply reply) {
        return reply.status() == 403 && S3Payloads.failure(reply.error()).code().equals("InvalidObjectState");
    }

    /** Once more where a refusal has taught us the region. */
    private <T> T inRegion(Supplier<T> ask) {
        String before = regions.of(bucket);
        try {
            return ask.get();
        } catch (ProviderFailure.Invalid elsewhere) {
            if (regions.of(bucket).equals(before)) {
                throw elsewhere;
            }
            return ask.get();
        }
    }

    private Optional<ProviderFailure> failure(Optional<String> object, Reply reply) {
        boolean tellsWhen = reply.header("Retry-After").isPresent() && (reply.status() == 429 || reply.status() == 503);
        S3Payloads.Failure said = S3Payloads.failure(reply.error());
        return tellsWhen
                ? Optional.empty()
                : failure(
                        object,
                        reply.status(),
                        new S3Payloads.Failure(
                                said.code(), said.region().or(() -> reply.header("x-amz-bucket-region"))));
    }

    private Optional<ProviderFailure> failure(Optional<String> object, int status, S3Payloads.Failure said) {
        String region = regions.of(bucket);
        String caller = accessKeyId().map(id -> "the access key '" + id + "'").orElse("anonymous callers");
        said.region().filter(Bucket::isRegion).ifPresent(other -> {
            boolean signedWrongly = said.code().equals("AuthorizationHeaderMalformed")
                    && bucket.region().isEmpty();
            boolean elsewhere = status == 301 || status == 307 || said.code().equals("AuthorizationHeaderMalformed");
            if (bucket.isAws() ? elsewhere : signedWrongly) {
                regions.learn(bucket, other);
            }
        });
        return new S3Failures(bucket, caller, region, object).of(status, said);
    }
}
