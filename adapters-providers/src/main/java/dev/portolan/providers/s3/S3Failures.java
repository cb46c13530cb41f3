package dev.portolan.providers.s3;

import dev.portolan.domain.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * What an answer means that is no success. Messages are made of names that the user knows and of the store's code; what
 * else the store says stays out of them.
 *
 * @param caller whose call it was: the access key by its id, or nobody's
 * @param region by which the call was signed
 * @param object what one object is called; empty: the bucket was listed
 */
record S3Failures(Bucket bucket, String caller, String region, Optional<String> object) {

    private static final Duration SLOW_DOWN = Duration.ofSeconds(2);

    /** @return empty where the status says all that there is to say */
    Optional<ProviderFailure> of(int status, S3Payloads.Failure said) {
        return switch (said.code()) {
            case "NoSuchBucket" -> missing("There is no bucket '" + bucket.name() + "' at " + bucket.host());
            case "NoSuchKey", "NoSuchVersion" -> missing("There is no " + about());
            case "InvalidBucketName" -> invalid("'" + bucket.name() + "' is no name for a bucket at " + bucket.host());
            case "InvalidAccessKeyId" -> unauthorized(bucket.host() + " does not know " + caller);
            case "SignatureDoesNotMatch" -> unauthorized("The secret access key is not that of " + caller);
            case "ExpiredToken", "TokenRefreshRequired" ->
                unauthorized("The session token of " + caller + " has expired: new temporary keys are needed");
            case "InvalidToken" -> unauthorized("The session token is not that of " + caller);
            case "RequestTimeTooSkewed" ->
                invalid("The clock of this server and that of " + bucket.host() + " differ by more than 15 minutes");
            case "AccessDenied", "AllAccessDisabled", "AccountProblem", "InvalidSecurity", "NotSignedUp" -> denied();
            case "PermanentRedirect",
                    "TemporaryRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException" -> elsewhere(said);
            case "SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests" ->
                Optional.of(new ProviderFailure.RateLimited(bucket.host() + " asks for fewer requests", SLOW_DOWN));
            case "InternalError", "ServiceUnavailable", "RequestTimeout", "OperationAborted" ->
                Optional.of(
                        new ProviderFailure.Transient(bucket.host() + " answered " + said.code() + " for " + about()));
            case "InvalidRequest" ->
                invalid(bucket.host() + " cannot give " + about()
                        + ": it may be encrypted with a key of its owner's (SSE-C)");
            case "NotImplemented" ->
                invalid(bucket.host() + " does not implement the listing of buckets by ListObjectsV2");
            default -> byStatus(status, said);
        };
    }

    private Optional<ProviderFailure> byStatus(int status, S3Payloads.Failure said) {
        return switch (status) {
            case 301, 307 -> elsewhere(said);
            case 403 -> denied();
            case 404 ->
                missing(
                        object.isPresent()
                                ? "There is no " + about()
                                : "There is no bucket '" + bucket.name() + "' at " + bucket.host());
            case 405 -> object.flatMap(key -> missing("There is no " + about()));
            case 412 ->
                Optional.of(new ProviderFailure.Transient("The " + about() + " has changed since it was listed"));
            default ->
                said.code().isEmpty() || status >= 500
                        ? Optional.empty()
                        : invalid(bucket.host() + " answered " + said.code() + " for " + about());
        };
    }

    /** Another region's bucket. Nobody is followed to another host: a key would go with the call. */
    private Optional<ProviderFailure> elsewhere(S3Payloads.Failure said) {
        if (said.region().isPresent()) {
            return invalid("The bucket '" + bucket.name() + "' is in the region '"
                    + said.region().get() + "', not in '" + region + "'");
        }
        return said.code().equals("AuthorizationHeaderMalformed")
                ? unauthorized(bucket.host() + " cannot read the access key ID of " + caller)
                : invalid("The bucket '" + bucket.name() + "' is in another region than '" + region + "'");
    }

    private Optional<ProviderFailure> denied() {
        return Optional.of(new ProviderFailure.Denied(
                object.isPresent()
                        ? "Reading the " + about() + " is denied to " + caller
                                + ": s3:GetObject is needed, and kms:Decrypt where a KMS key encrypts it"
                        : "Listing the bucket '" + bucket.name() + "' is denied to " + caller
                                + ": s3:ListBucket is needed"));
    }

    private String about() {
        return object.map(key -> "object '" + key + "' in the bucket '" + bucket.name() + "'")
                .orElse("bucket '" + bucket.name() + "'");
    }

    private static Optional<ProviderFailure> missing(String message) {
        return Optional.of(new ProviderFailure.Missing(message));
    }

    private static Optional<ProviderFailure> unauthorized(String message) {
        return Optional.of(new ProviderFailure.Unauthorized(message));
    }

    private static Optional<ProviderFailure> invalid(String message) {
        return Optional.of(new ProviderFailure.Invalid(message));
    }
}
