package dev.portolan.providers.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Credential;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.server.RawServer;
import dev.portolan.providers.wire.TestWire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3FailuresTest {

    private static final String SECRET = "canary-secret-0123456789";
    private static final Map<String, String> KEYS =
            Map.of("accessKeyId", "AKIAEXAMPLE", "secretAccessKey", SECRET, "sessionToken", "canary-token");

    private final FakeS3 store = new FakeS3("acme");
    private final TestWire wire = new TestWire();

    @AfterEach
    void close() {
        store.close();
        wire.close();
    }

    @ParameterizedTest
    @CsvSource({
        "403, InvalidAccessKeyId,      Unauthorized, '{host} does not know the access key ''AKIAEXAMPLE'''",
        "403, SignatureDoesNotMatch,   Unauthorized, The secret access key is not that of the access key 'AKIAEXAMPLE'",
        "400, ExpiredToken,            Unauthorized, The session token of the access key 'AKIAEXAMPLE' has expired: new temporary keys are needed",
        "400, InvalidToken,            Unauthorized, The session token is not that of the access key 'AKIAEXAMPLE'",
        "400, AuthorizationHeaderMalformed, Unauthorized, '{host} cannot read the access key ID of the access key ''AKIAEXAMPLE'''",
        "403, RequestTimeTooSkewed,    Invalid,      The clock of this server and that of {host} differ by more than 15 minutes",
        "404, NoSuchBucket,            Missing,      There is no bucket 'acme' at {host}",
        "404, '',                      Missing,      There is no bucket 'acme' at {host}",
        "400, InvalidBucketName,       Invalid,      '''acme'' is no name for a bucket at {host}'",
        "403, AccessDenied,            Denied,       Listing the bucket 'acme' is denied to the access key 'AKIAEXAMPLE': s3:ListBucket is needed",
        "403, '',                      Denied,       Listing the bucket 'acme' is denied to the access key 'AKIAEXAMPLE': s3:ListBucket is needed",
        "403, AllAccessDisabled,       Denied,       Listing the bucket 'acme' is denied to the access key 'AKIAEXAMPLE': s3:ListBucket is needed",
        "503, SlowDown,                RateLimited,  {host} asks for fewer requests",
        "500, InternalError,           Transient,    {host} answered InternalError for bucket 'acme'",
        "400, RequestTimeout,          Transient,    {host} answered RequestTimeout for bucket 'acme'",
        "501, NotImplemented,          Invalid,      {host} does not implement the listing of buckets by ListObjectsV2",
        "400, InvalidArgument,         Invalid,      {host} answered InvalidArgument for bucket 'acme'",
        "301, PermanentRedirect,       Invalid,      The bucket 'acme' is in another region than 'us-east-1'",
    })
    void a_listing_that_is_refused_says_what_is_wrong_with_what(int status, String code, String kind, String message) {
        store.refuse(FakeS3.Refusal.of(status, code));
        fails(kind, message, () -> session(KEYS).account());
        fails(kind, message, () -> session(KEYS).changes(Range.ALL.scope(bucket(), ""), Checkpoint.START));
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey,          Missing,   There is no object 'docs/a.txt' in the bucket 'acme'",
        "404, NoSuchBucket,       Missing,   There is no bucket 'acme' at {host}",
        "405, MethodNotAllowed,   Missing,   There is no object 'docs/a.txt' in the bucket 'acme'",
        "403, AccessDenied,       Denied,    'Reading the object ''docs/a.txt'' in the bucket ''acme'' is denied to the access key ''AKIAEXAMPLE'': s3:GetObject is needed, and kms:Decrypt where a KMS key encrypts it'",
        "400, InvalidRequest,     Invalid,   '{host} cannot give object ''docs/a.txt'' in the bucket ''acme'': it may be encrypted with a key of its owner''s (SSE-C)'",
        "412, PreconditionFailed, Transient, The object 'docs/a.txt' in the bucket 'acme' has changed since it was listed",
        "503, SlowDown,           RateLimited, {host} asks for fewer requests",
        "400, KMS.DisabledException, Invalid, {host} answered KMS.DisabledException for object 'docs/a.txt' in the bucket 'acme'",
    })
    void an_object_that_is_refused_says_what_is_wrong_with_it(int status, String code, String kind, String message) {
        store.refuse(FakeS3.Refusal.of(status, code));
        fails(kind, message, () -> session(KEYS).fetch(Resource.document("docs/a.txt", "a.txt", "1")));
    }

    @Test
    void anonymous_callers_are_called_so() {
        store.refuse(FakeS3.Refusal.of(403, "AccessDenied"));
        fails(
                "Denied",
                "Listing the bucket 'acme' is denied to anonymous callers: s3:ListBucket is needed",
                () -> session(Map.of()).account());
    }

    @Test
    void the_key_that_is_missing_is_named_and_nothing_is_sent() {
        ProviderFailure id = assertThrows(
                ProviderFailure.Unauthorized.class,
                () -> session(Map.of("secretAccessKey", SECRET)).account());
        assertTrue(id.message().startsWith("accessKeyId is missing"), id.message());
        ProviderFailure secret = assertThrows(
                ProviderFailure.Unauthorized.class,
                () -> session(Map.of("accessKeyId", "AKIAEXAMPLE")).account());
        assertTrue(secret.message().startsWith("secretAccessKey is missing"), secret.message());
        assertThrows(
                ProviderFailure.Unauthorized.class,
                () -> session(Map.of("sessionToken", "canary-token")).account());
        assertEquals(List.of(), store.seen());
    }

    @ParameterizedTest
    @CsvSource({"301, PermanentRedirect", "307, TemporaryRedirect", "400, IllegalLocationConstraintException"})
    void a_custom_endpoint_is_never_left_for_another_host_but_the_region_is_told(int status, String code) {
        store.refuse(FakeS3.Refusal.elsewhere(status, code, "eu-west-7"));
        fails(
                "Invalid",
                "The bucket 'acme' is in the region 'eu-west-7', not in 'us-east-1'",
                () -> session(KEYS).account());
        assertEquals(1, store.seen().size());
    }

    @Test
    void a_region_that_was_said_is_not_second_guessed_at_a_custom_endpoint() {
        store.refuse(FakeS3.Refusal.elsewhere(400, "AuthorizationHeaderMalformed", "garage"));
        fails(
                "Invalid",
                "The bucket 'acme' is in the region 'garage', not in 'here'",
                () -> session(KEYS, Map.of("region", "here")).account());
    }

    @Test
    void a_region_that_was_not_said_is_learned_once() {
        store.refuse(request -> signedFor(request, "garage")
                ? Optional.empty()
                : Optional.of(FakeS3.Refusal.elsewhere(400, "AuthorizationHeaderMalformed", "garage")));
        S3Connector connector = new S3Connector(wire.wire());
        session(connector, KEYS, Map.of()).account();
        assertEquals(2, store.seen().size());
        session(connector, KEYS, Map.of()).account();
        assertEquals(3, store.seen().size());
    }

    @Test
    void an_error_that_comes_as_a_success_is_one() {
        store.refuse(FakeS3.Refusal.of(200, "AccessDenied"));
        assertThrows(ProviderFailure.Denied.class, () -> session(KEYS).account());
        store.refuse(FakeS3.Refusal.of(200, "InternalError"));
        assertThrows(ProviderFailure.Transient.class, () -> session(KEYS).account());
        store.refuse(FakeS3.Refusal.of(200, "Unheard-of"));
        assertThrows(ProviderFailure.class, () -> session(KEYS).account());
    }

    @Test
    void a_store_that_says_when_it_is_back_is_believed() {
        store.refuse(new FakeS3.Refusal(503, Map.of("Retry-After", "77"), "<Error><Code>SlowDown</Code></Error>"));
        ProviderFailure.RateLimited limited = assertThrows(
                ProviderFailure.RateLimited.class, () -> session(KEYS).account());
        assertEquals(77, limited.retryAfter().toSeconds());
    }

    @Test
    void an_error_that_brings_entities_along_is_read_without_them() {
        store.refuse(new FakeS3.Refusal(
                403,
                Map.of(),
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Error><Code>&e;</Code></Error>"));
        ProviderFailure failure =
                assertThrows(ProviderFailure.Denied.class, () -> session(KEYS).account());
        assertFalse(failure.message().contains("root"), failure.message());
    }

    private static boolean signedFor(RawServer.Request request, String region) {
        return request.headers().getOrDefault("Authorization", "").contains("/" + region + "/s3/aws4_request");
    }

    private void fails(String kind, String message, Executable call) {
        ProviderFailure failure = assertThrows(ProviderFailure.class, call);
        assertEquals(kind, failure.getClass().getSimpleName(), failure.message());
        assertEquals(message.replace("{host}", store.uri().getAuthority()), failure.message());
        assertFalse(failure.message().contains("canary"), failure.message());
    }

    private Bucket bucket() {
        return new Bucket("acme", Optional.of(store.uri()), Optional.empty(), "");
    }

    private ConnectorSession session(Map<String, String> keys) {
        return session(keys, Map.of());
    }

    private ConnectorSession session(Map<String, String> keys, Map<String, Object> settings) {
        return session(new S3Connector(wire.wire()), keys, settings);
    }

    private ConnectorSession session(S3Connector connector, Map<String, String> keys, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bucket", "acme");
        all.put("endpoint", store.uri().toString());
        return connector.open(S3ProxyFixture.binding(all, new Credential.Secrets(keys)));
    }
}
