package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.Call.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What our own code throws. */
class UnexpectedFailureTest {

    @Test
    void a_defect_is_logged_once_under_the_id_that_the_answer_names_and_shows_no_more() {
        Logger log = (Logger) LoggerFactory.getLogger(FailureHandler.class);
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        log.addAppender(seen);
        log.setAdditive(false);
        try (TestServer server = new TestServer()) {
            server.breakCalendar(new IllegalStateException("canary: the secret is 42"));
            Answer ours = ours(server);
            Answer zensearch = zensearch(server);

            assertEquals("urn:portolan:problem:internal-server-error", ours.at("type"));
            assertEquals(500, ours.status());
            assertEquals("internal_error", zensearch.at("error.code"));
            assertEquals(500, zensearch.status());
            assertFalse(ours.text().contains("canary") || zensearch.text().contains("canary"));
            assertEquals(
                    List.of(ours.at("requestId"), zensearch.at("meta.requestId")),
                    seen.list.stream()
                            .map(event -> String.valueOf(event.getArgumentArray()[0]))
                            .toList());
        } finally {
            log.detachAppender(seen);
            log.setAdditive(true);
        }
    }

    @Test
    void a_providers_failure_is_a_bad_gateway_and_its_limits_say_when_to_come_back() {
        try (TestServer server = new TestServer()) {
            server.breakCalendar(new ProviderFailure.Transient("S3 does not answer"));
            assertEquals("urn:portolan:problem:unavailable", ours(server).at("type"));
            assertEquals(502, zensearch(server).status());

            server.breakCalendar(
                    new Refusal.Unavailable(new ProviderFailure.RateLimited("Too fast", Duration.ofSeconds(90))));
            Answer limited = zensearch(server);
            assertEquals(503, limited.status());
            assertEquals("90", limited.header("Retry-After"));
            assertEquals("rate_limited", limited.at("error.code"));
        }
    }

    @Test
    void what_is_no_longer_kept_is_gone() {
        try (TestServer server = new TestServer()) {
            server.breakCalendar(new Refusal.Gone("Too old"));
            assertEquals(410, ours(server).status());
            assertTrue(zensearch(server).text().contains("\"gone\""));
        }
    }

    private static Answer ours(TestServer server) {
        return server.post("/portolan/v1/connections", scheduled("provider", "settings", "secrets"))
                .send();
    }

    private static Answer zensearch(TestServer server) {
        return server.post("/v1/connectors", scheduled("type", "config", "credentials"))
                .send();
    }

    private static String scheduled(String provider, String settings, String secrets) {
        return """
                {"%s": "s3", "%s": {"bucket": "b"}, "%s": {"accessKeyId": "a", "secretAccessKey": "b"},
                 "schedule": {"cron": "0 * * * *"}}
                """.formatted(provider, settings, secrets);
    }
}
