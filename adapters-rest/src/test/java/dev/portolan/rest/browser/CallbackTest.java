package dev.portolan.rest.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see when their provider sends them back, however it went; and what the connection says then. */
class CallbackTest {

    private static final String CONNECTIONS = "/portolan/v1/connections/";
    private TestServer server;
    private String connection;

    @BeforeEach
    void start() {
        server = new TestServer();
        connection = server.connection("{\"provider\": \"fake_drive\", \"name\": \"Mine\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String state(String body) {
        Answer begun =
                server.post(CONNECTIONS + connection + "/authorize", body).send();
        begun.json(200);
        return query(begun.at("authorizationUrl"), "state");
    }

    private static String query(String url, String name) {
        return List.of(URI.create(url).getRawQuery().split("&", -1)).stream()
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    /** As a browser comes: with no key, and following nothing. */
    private Answer back(String query) {
        Answer page = server.call("GET", "/oauth/callback?" + query)
                .with("Authorization", "")
                .send();
        assertEquals("no-store", page.header("Cache-Control"), query);
        assertTrue(page.header("Content-Security-Policy").startsWith("default-src 'none'"), query);
        assertEquals("no-referrer", page.header("Referrer-Policy"), query);
        assertEquals("nosniff", page.header("X-Content-Type-Options"), query);
        assertFalse(page.text().contains("<script"), query);
        return page;
    }

    private String code() {
        return "&code=" + encoded(server.oauth.consentOf("ada"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void page(Answer answer, int status, String title, String words) {
        assertEquals(status, answer.status(), answer.text());
        assertEquals(
                "text/html;charset=utf-8",
                answer.header("Content-Type").replace(" ", "").toLowerCase(java.util.Locale.ROOT));
        assertTrue(answer.text().contains("<h1>" + title + "</h1>"), answer.text());
        assertTrue(answer.text().contains(words), answer.text());
    }

    private void status(String expected, String reason) {
        Answer now = server.get(CONNECTIONS + connection).send();
        assertEquals(expected, now.at("status"));
        assertTrue(now.at("statusReason").contains(reason), now.at("statusReason"));
    }

    @Test
    void a_consent_connects_the_account_and_says_so() {
        page(back("state=" + state("{}") + code()), 200, "Connected", "Fake Drive is connected as ada@example.com.");
        status("active", "null");
        assertEquals(
                "{id=ada, email=ada@example.com, displayName=ada}",
                server.get(CONNECTIONS + connection).send().at("account"));
    }

    @Test
    void who_looks_ahead_with_HEAD_uses_nothing_up() {
        String query = "state=" + state("{}") + code();
        assertEquals(405, server.call("HEAD", "/oauth/callback?" + query).send().status());
        assertEquals(200, back(query).status());
    }

    @Test
    void the_client_gets_its_browser_back_with_the_outcome() {
        String wish = "{\"clientRedirectUrl\": \"https://app.example/done?tab=2\"}";
        Answer well = back("state=" + state(wish) + code());
        assertEquals(303, well.status());
        assertEquals(
                "https://app.example/done?tab=2&connectionId=" + connection + "&status=success",
                well.header("Location"));

        Answer denied = back("state=" + state("{}") + "&error=access_denied&error_description=No+%26+never");
        assertEquals(303, denied.status());
        assertTrue(
                denied.header("Location")
                        .startsWith(
                                "https://app.example/done?tab=2&connectionId=" + connection
                                        + "&status=failed&reason=Consent+was+not+given+at+Fake+Drive+%28access_denied%3A+No+%26+never"),
                denied.header("Location"));
    }

    @Test
    void a_forged_a_missing_and_a_used_state_are_told_in_words() {
        page(back("state=forged" + code()), 400, "Not connected", "its state is none of ours");
        page(back("code=x"), 400, "Not connected", "its state is missing");
        String query = "state=" + state("{}") + code();
        assertEquals(200, back(query).status());
        page(back(query), 400, "Not connected", "its state was used before");
        status("active", "null");
    }

    @Test
    void an_expired_state_fails_the_connection() {
        String query = "state=" + state("{}") + code();
        server.clock.advance(Duration.ofMinutes(11));
        page(back(query), 400, "Not connected", "longer than ten minutes");
        status("failed", "longer than ten minutes");
    }

    @Test
    void a_denied_consent_fails_the_connection_and_its_words_are_no_markup() {
        page(
                back("state=" + state("{}") + "&error=access_denied&error_description=%3Cb%3Eno%3C%2Fb%3E"),
                400,
                "Not connected",
                "&lt;b&gt;no&lt;/b&gt;");
        status("failed", "access_denied");
    }

    @Test
    void a_refused_code_fails_the_connection() {
        page(back("state=" + state("{}") + "&code=nonsense"), 400, "Not connected", "refused the authorization code");
        status("failed", "invalid_grant");
    }

    @Test
    void a_state_without_a_code_is_not_used_up() {
        String state = state("{}");
        page(back("state=" + state), 400, "Not connected", "its code is missing");
        assertEquals(200, back("state=" + state + code()).status());
    }

    @Test
    void a_refused_account_call_fails_the_connection() {
        server.drive.next(new ProviderFailure.Denied("The app may not ask"));
        page(back("state=" + state("{}") + code()), 502, "Not connected", "would not say whose it is");
        status("failed", "The app may not ask");
    }

    @Test
    void a_provider_that_is_down_fails_the_connection() {
        server.oauth.next(new OAuthGateway.Answer.Unavailable("HTTP 503", Optional.empty()));
        page(back("state=" + state("{}") + code()), 502, "Not connected", "could not be reached (HTTP 503)");
        status("failed", "could not be reached");
    }

    @Test
    void an_app_that_the_provider_does_not_take_is_the_operators_matter() {
        server.oauth.next(new OAuthGateway.Answer.AppRefused("invalid_client", "Unknown client"));
        page(
                back("state=" + state("{}") + code()),
                502,
                "Not connected",
                "does not accept the OAuth app operators-client");
        status("failed", "invalid_client");
    }

    @Test
    void another_account_is_refused_unless_it_is_allowed() {
        assertEquals(200, back("state=" + state("{}") + code()).status());
        String other = "&code=" + encoded(server.oauth.consentOf("bob"));
        page(back("state=" + state("{}") + other), 400, "Not connected", "belongs to ada@example.com");
        String third = "&code=" + encoded(server.oauth.consentOf("bob"));
        page(
                back("state=" + state("{\"allowAccountChange\": true}") + third),
                200,
                "Connected",
                "connected as bob@example.com");
    }

    @Test
    void a_connection_that_was_deleted_meanwhile_is_told() {
        String query = "state=" + state("{}") + code();
        server.call("DELETE", CONNECTIONS + connection).send();
        page(back(query), 410, "Not connected", "was deleted in the meantime");
    }

    @Test
    void what_another_api_completes_by_a_call_is_only_shown() {
        Answer begun = server.get("/v1/connectors/oauth/fake_drive/authorize").send();
        String query = "state=" + query(begun.at("data.authUrl"), "state") + "&code=a%3Cb";
        page(back(query), 200, "One more step", "<code id=\"code\">a&lt;b</code>");
        page(back(query), 200, "One more step", "Nothing is connected yet");
    }

    @Test
    void no_other_page_is_there() {
        page(server.get("/oauth/elsewhere").send(), 404, "Not Found", "");
    }
}
