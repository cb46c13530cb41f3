package dev.portolan.providers.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Credential;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Pauses;
import dev.portolan.providers.wire.Reply;
import dev.portolan.providers.wire.Wire;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How AWS itself is addressed and signed for, told from the calls that would go there. */
class AwsTest {

    private static final String NOTHING =
            "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>false</IsTruncated></ListBucketResult>";

    private final List<Call> calls = new ArrayList<>();
    private final S3Connector connector = new S3Connector(
            new Wire(this::answer, InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z")), pauses()));
    private Function<Call, Reply> answers = call -> reply(200, Map.of(), NOTHING);

    @ParameterizedTest
    @CsvSource({
        "acme,     eu-west-1,     https://acme.s3.eu-west-1.amazonaws.com/",
        "acme,     '',            https://acme.s3.us-east-1.amazonaws.com/",
        "acme.com, eu-west-1,     https://s3.eu-west-1.amazonaws.com/acme.com",
        "Acme_1,   us-east-1,     https://s3.us-east-1.amazonaws.com/Acme_1",
        "acme,     cn-north-1,    https://acme.s3.cn-north-1.amazonaws.com.cn/",
        "acme,     us-gov-west-1, https://acme.s3.us-gov-west-1.amazonaws.com/",
    })
    void a_bucket_is_part_of_the_host_where_its_name_allows(String bucket, String region, String expected) {
        session(Map.of("bucket", bucket, "region", region)).account();
        String uri = calls.getFirst().uri().toString();
        assertEquals(expected, uri.substring(0, uri.indexOf('?')));
        assertFalse(calls.getFirst().guarded());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a b+c%d#e?f.txt; /a%20b%2Bc%25d%23e%3Ff.txt",
                "é/世.txt; /%C3%A9/%E4%B8%96.txt",
                "/lead; //lead",
                "a//b; /a//b",
                "a/../b/./c; /a/../b/./c",
                "*'()!~; /%2A%27%28%29%21~",
            })
    void keys_are_sent_as_they_are(String key, String path) {
        session(Map.of()).fetch(Resource.document(key.strip(), "x", "1")).close();
        assertEquals(path, calls.getFirst().uri().getRawPath());
    }

    @Test
    void calls_are_signed_for_the_bucket_region_and_day() {
        session(Map.of("region", "eu-west-1")).account();
        Map<String, String> headers = calls.getFirst().headers();
        assertTrue(
                headers.get("Authorization")
                        .startsWith(
                                "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261121/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature="),
                headers.get("Authorization"));
        assertEquals("20261121T100000Z", headers.get("X-Amz-Date"));
        assertEquals("token", headers.get("X-Amz-Security-Token"));
    }

    @ParameterizedTest
    @CsvSource({"301, PermanentRedirect", "400, AuthorizationHeaderMalformed", "307, TemporaryRedirect", "301, ''"})
    void the_region_is_learned_from_the_refusal_and_kept(int status, String code) {
        answers = call -> call.uri().getHost().contains("ap-south-1")
                ? reply(200, Map.of(), NOTHING)
                : reply(
                        status,
                        Map.of("x-amz-bucket-region", "ap-south-1"),
                        "<Error><Code>" + code + "</Code></Error>");
        session(Map.of("region", "eu-west-1")).account();
        session(Map.of("region", "eu-west-1")).account();
        assertEquals(
                List.of("eu-west-1", "ap-south-1", "ap-south-1"),
                calls.stream()
                        .map(call -> call.uri().getHost().split("\\.", -1)[2])
                        .toList());
        assertTrue(calls.get(1).headers().get("Authorization").contains("/ap-south-1/s3/"));
    }

    @Test
    void a_region_that_leads_in_circles_is_told() {
        answers = call -> reply(
                301,
                Map.of("x-amz-bucket-region", call.uri().getHost().contains("us-west-1") ? "us-west-2" : "us-west-1"),
                "");
        ProviderFailure.Invalid told = assertThrows(
                ProviderFailure.Invalid.class, () -> session(Map.of()).account());
        assertEquals("The bucket 'acme' is in the region 'us-west-2', not in 'us-west-1'", told.message());
        assertEquals(2, calls.size());
    }

    @Test
    void a_region_that_is_none_leads_nowhere() {
        answers = call -> reply(301, Map.of("x-amz-bucket-region", "x.evil.example/"), "");
        assertThrows(ProviderFailure.Invalid.class, () -> session(Map.of()).account());
        assertTrue(calls.stream().allMatch(call -> call.uri().getHost().endsWith(".amazonaws.com")));
    }

    private Reply answer(Call call) {
        calls.add(call);
        return answers.apply(call);
    }

    private static Reply reply(int status, Map<String, String> headers, String body) {
        return new Reply(
                status,
                name -> Optional.ofNullable(headers.get(name)),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Pauses pauses() {
        return new Pauses(Duration.ofNanos(1), asked -> Duration.ZERO);
    }

    private ConnectorSession session(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("bucket", "acme"));
        all.putAll(settings);
        return connector.open(S3ProxyFixture.binding(
                all,
                new Credential.Secrets(
                        Map.of("accessKeyId", "AKIAEXAMPLE", "secretAccessKey", "secret", "sessionToken", "token"))));
    }
}
