package dev.portolan.rest.sourcesync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a connection as the published document tells it. */
class LifeTest {

    private TestServer server;
    private Consents consents;

    @BeforeEach
    void start() {
        server = new TestServer();
        consents = new Consents(server).namespace("ns_123").namespace("ns_456");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void status(String id, String status, String reason) {
        Answer now = consents.get("ns_123", id);
        now.json(200);
        assertEquals(status, now.at("data.connection.status"));
        assertTrue(now.at("data.connection.statusReason").contains(reason), now.at("data.connection.statusReason"));
    }

    private List<?> listed(String namespace) {
        Answer list = consents.list(namespace);
        list.json(200);
        return (List<?>)
                ((java.util.Map<?, ?>) Objects.requireNonNull(list.json(200).get("data"))).get("connections");
    }

    @Test
    void it_goes_from_pending_to_active_over_reuse_and_change_to_revoked() {
        Answer begun = consents.begun("ns_123");
        String id = begun.at("data.connection.id");
        status(id, "PENDING", "null");
        assertEquals("null", consents.get("ns_123", id).at("data.connection.config.credentials"));
        assertEquals("null", consents.get("ns_123", id).at("data.connection.externalId"));

        Answer back = consents.consented(begun, "ada");
        assertEquals(303, back.status());
        assertEquals(Consents.THERE + "?connectionId=" + id + "&status=success", back.header("Location"));
        Answer active = consents.get("ns_123", id);
        assertEquals("ACTIVE", active.at("data.connection.status"));
        assertEquals("FAKE_DRIVE|ada@example.com|ada", active.at("data.connection.externalId"));
        assertEquals("access-1", active.at("data.connection.config.credentials.accessToken"));
        assertEquals(
                Long.toString(server.clock.instant().plus(Duration.ofHours(1)).toEpochMilli()),
                active.at("data.connection.config.credentials.accessTokenExpiresAt"));
        assertEquals("null", active.at("data.connection.config.credentials.refreshTokenExpiresAt"));

        Answer again = consents.begun("ns_123");
        String alias = again.at("data.connection.id");
        assertNotEquals(id, alias);
        assertEquals(2, listed("ns_123").size());
        assertEquals(
                Consents.THERE + "?connectionId=" + id + "&status=success",
                consents.consented(again, "ada").header("Location"));
        assertEquals(1, listed("ns_123").size());
        assertEquals(id, consents.get("ns_123", alias).at("data.connection.id"));

        Answer patched = consents.patch(alias, "{\"namespaceId\": \"ns_123\", \"name\": \"Renamed\"}");
        patched.json(200);
        assertEquals("Renamed", patched.at("data.connection.name"));
        assertEquals("ACTIVE", patched.at("data.connection.status"));
        assertEquals(303, consents.consented(patched, "ada").status());
        status(id, "ACTIVE", "null");

        Answer revoked = consents.revoke("ns_123", alias);
        revoked.json(200);
        assertEquals(id, revoked.at("data.connection.id"));
        assertEquals("REVOKED", revoked.at("data.connection.status"));
        for (String gone : List.of("config.credentials", "clientRedirectUrl", "externalId")) {
            assertEquals("null", revoked.at("data.connection." + gone));
        }
        status(id, "REVOKED", "revoked by the user");
        assertEquals(revoked.at("data"), consents.revoke("ns_123", id).at("data"));
    }

    @Test
    void a_consent_that_comes_to_nothing_fails_it_and_the_client_is_told() {
        Answer denied = consents.begun("ns_123");
        String id = denied.at("data.connection.id");
        String location = consents.back(denied, "error=access_denied").header("Location");
        assertTrue(
                location.startsWith(Consents.THERE + "?connectionId=" + id + "&status=failed&reason=Consent+was+not"),
                location);
        status(id, "FAILED", "access_denied");

        server.oauth.next(new OAuthGateway.Answer.Unavailable("HTTP 503", Optional.empty()));
        fails("could not be reached");
        server.oauth.next(new OAuthGateway.Answer.Refused("invalid_grant", "Too late"));
        fails("refused the authorization code");
        server.drive.next(new ProviderFailure.Denied("The app may not ask"));
        fails("The app may not ask");
        Answer expired = consents.begun("ns_123");
        server.clock.advance(Duration.ofMinutes(11));
        assertTrue(consents.consented(expired, "ada").header("Location").contains("&status=failed&reason="));
        status(expired.at("data.connection.id"), "FAILED", "longer than ten minutes");

        Answer another = consents.patch(id, "{\"namespaceId\": \"ns_123\"}");
        consents.consented(another, "ada");
        status(id, "ACTIVE", "null");
    }

    private void fails(String reason) {
        Answer begun = consents.begun("ns_123");
        assertTrue(consents.consented(begun, "ada").header("Location").contains("&status=failed&reason="));
        status(begun.at("data.connection.id"), "FAILED", reason);
    }

    @Test
    void a_lost_consent_reads_as_failed_and_says_what_to_do() {
        String id = consents.connected("ns_123", "ada");
        server.oauth.next(new OAuthGateway.Answer.Refused("invalid_grant", "Withdrawn"));
        server.get("/connections/" + id + "?refresh_oauth_tokens=true").send().json(200);
        status(id, "FAILED", "invalid_grant");
        assertEquals("null", consents.get("ns_123", id).at("data.connection.config.credentials"));
    }

    @Test
    void an_account_is_shared_across_namespaces_and_tenants_and_collapses_only_within() {
        String first = consents.connected("ns_123", "ada");
        String elsewhere = consents.connected("ns_456", "ada");
        assertNotEquals(first, elsewhere);
        Answer tenants = consents.creation("ns_123", "Theirs")
                .with("X-Tenant-ID", "acme")
                .send();
        consents.consented(tenants, "ada");
        assertEquals(2, listed("ns_123").size());
        assertEquals(1, listed("ns_456").size());
        String token = "data.connection.config.credentials.accessToken";
        assertEquals(
                consents.get("ns_123", first).at(token),
                consents.get("ns_456", elsewhere).at(token));

        consents.revoke("ns_123", first);
        assertEquals("ACTIVE", consents.get("ns_456", elsewhere).at("data.connection.status"));
        assertEquals(List.of(), server.oauth.revoked());
    }

    @Test
    void a_revoked_connection_of_the_account_is_revived() {
        String id = consents.connected("ns_123", "ada");
        consents.revoke("ns_123", id);
        Answer again = consents.begun("ns_123");
        assertEquals(
                Consents.THERE + "?connectionId=" + id + "&status=success",
                consents.consented(again, "ada").header("Location"));
        status(id, "ACTIVE", "null");
        assertEquals(1, listed("ns_123").size());
    }

    @Test
    void consent_of_another_account_leaves_the_connection_with_the_first() {
        String id = consents.connected("ns_123", "ada");
        Answer patched = consents.patch(id, "{\"namespaceId\": \"ns_123\"}");
        assertTrue(consents.consented(patched, "bob").header("Location").contains("belongs+to+ada"));
        assertEquals(
                "FAKE_DRIVE|ada@example.com|ada", consents.get("ns_123", id).at("data.connection.externalId"));
    }

    @Test
    void unless_the_client_allows_another_account_for_this_one_consent() {
        String id = consents.connected("ns_123", "ada");
        String before = "FAKE_DRIVE|ada@example.com|ada";
        Answer allowed = consents.patch(id, "{\"namespaceId\": \"ns_123\", \"allowAccountChange\": true}");
        assertEquals(before, allowed.at("data.connection.externalId"), "nothing changes before the consent");
        assertEquals(
                Consents.THERE + "?connectionId=" + id + "&status=success",
                consents.consented(allowed, "bob").header("Location"));
        Answer now = consents.get("ns_123", id);
        assertEquals("FAKE_DRIVE|bob@example.com|bob", now.at("data.connection.externalId"));
        assertEquals("ACTIVE", now.at("data.connection.status"));

        Answer patched = consents.patch(id, "{\"namespaceId\": \"ns_123\", \"allowAccountChange\": false}");
        assertTrue(consents.consented(patched, "ada").header("Location").contains("belongs+to+bob"));
        consents.patch(id, "{\"namespaceId\": \"ns_123\", \"allowAccountChange\": \"yes\"}")
                .json(400);
    }

    @Test
    void without_a_url_of_the_clients_the_browser_ends_on_our_page() {
        Answer begun = server.post(
                        Consents.CONNECTIONS,
                        "{\"namespaceId\": \"ns_123\", \"name\": \"Mine\", \"connector\": \"FAKE_DRIVE\"}")
                .send();
        Answer page = consents.consented(begun, "ada");
        assertEquals(200, page.status());
        assertTrue(page.text().contains("Fake Drive is connected as ada@example.com."), page.text());
    }
}
