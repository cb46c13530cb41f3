package dev.portolan.rest.stackai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.rest.Call;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole lives of connections that users consent to in the browser, as StackAI's front end drives them. */
class OAuthTest {

    private static final String ALL = "/connections";
    private static final String START = ALL + "/oauth/start";
    private static final String CALLBACK = ALL + "/oauth/callback";
    private static final String WANTED = """
            {"name": "Ada's", "provider_id": "fake_drive", "connection_type_id": "fake_drive_oauth2",
             "connection_provider_data": {"folder": "papers"}}
            """;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String begin(String query) {
        Answer begun = server.post(START + query, WANTED).send();
        assertEquals(200, begun.status(), begun.text());
        assertEquals("application/json", begun.header("content-type"));
        assertTrue(begun.text().matches("\"https://fake.example/authorize\\?.*state=.*\""), begun.text());
        return begun.text().replaceAll(".*state=(.*)\"", "$1");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String codeOf(String account) {
        return "?code=" + encoded(server.oauth.consentOf(account));
    }

    private Answer make(String query) {
        return server.post(CALLBACK + query, WANTED).send();
    }

    private Answer renew(String id, String query) {
        return server.call("PUT", CALLBACK + "/" + id + query).json(WANTED).send();
    }

    /** @return the id of a connection that was authorized */
    private String made(String account) {
        Answer made = make(codeOf(account) + "&state=" + begin(""));
        made.json(201);
        return made.at("connection_id");
    }

    /** What was wrong with which parameter or field. */
    private static void wrong(Answer answer, String place, String words) {
        Map<?, ?> problem =
                (Map<?, ?>) ((List<?>) Objects.requireNonNull(answer.json(422).get("detail"))).getFirst();
        assertEquals(place, String.valueOf(problem.get("loc")));
        assertTrue(String.valueOf(problem.get("msg")).contains(words), answer.text());
    }

    private static void told(int status, Answer answer, String words) {
        answer.json(status);
        assertTrue(answer.at("detail").contains(words), answer.text());
    }

    private String health(String id) {
        Answer health = server.get(ALL + "/" + id + "/health").send();
        health.json(200);
        return health.at("status") + " " + health.at("needs_reauth");
    }

    private void nothingIsThere() {
        assertEquals(List.of(), server.get(ALL).send().list());
    }

    @Test
    void the_front_end_sends_the_code_on_and_the_connection_works() {
        String state = begin("");
        nothingIsThere();
        Answer made = make(codeOf("ada") + "&state=" + state);
        made.json(201);
        assertEquals("Ada's", made.at("name"));
        assertEquals("fake_drive", made.at("provider_id"));
        assertEquals("fake_drive_oauth2", made.at("connection_type_id"));
        assertEquals("{folder=papers}", made.at("connection_provider_data"));
        assertEquals(
                made.json(201),
                server.get(ALL + "/" + made.at("connection_id")).send().json(200));
        assertEquals("healthy false", health(made.at("connection_id")));
    }

    @Test
    void as_in_the_document_the_code_alone_will_do_for_what_was_begun_last() {
        begin("");
        String newest = begin("");
        make(codeOf("ada")).json(201);
        wrong(make(codeOf("ada") + "&state=" + newest), "[query, state]", "was used before");
        make(codeOf("bob")).json(201);
        wrong(make(codeOf("eve")), "[query, state]", "start the authorization again");
    }

    @Test
    void the_provider_returns_to_where_the_front_end_is_or_to_a_page_that_shows_what_it_brings() {
        String state = begin("?redirect_uri=" + encoded("https://app.example/oauth?x=1"));
        make(codeOf("ada") + "&state=" + state).json(201);
        wrong(
                server.post(START + "?redirect_uri=http://app.example/", WANTED).send(),
                "[query, redirect_uri]",
                "must be an absolute https URL");

        String shown = begin("");
        Answer page = server.anonymous("GET", "/oauth/callback?code=abc&state=" + shown)
                .send();
        assertEquals(200, page.status());
        assertTrue(page.text().contains("<code id=\"code\">abc</code>"), page.text());
        make(codeOf("bob") + "&state=" + shown).json(201);
    }

    @Test
    void a_connection_is_authorized_anew_and_otherwise_left_as_it_is() {
        String id = made("ada");
        Answer before = server.get(ALL + "/" + id).send();
        server.oauth.next(new OAuthGateway.Answer.Refused("invalid_grant", "Withdrawn"));
        server.get(ALL + "/" + id + "?refresh_oauth_tokens=true").send().json(200);
        assertEquals("unhealthy true", health(id));

        Answer renewed = server.call("PUT", CALLBACK + "/" + id + codeOf("ada") + "&state=" + begin(""))
                .json(WANTED.replace("Ada's", "Other").replace("papers", "books"))
                .send();
        renewed.json(200);
        assertEquals("healthy false", health(id));
        for (String field : List.of("connection_id", "name", "connection_provider_data", "created_at")) {
            assertEquals(before.at(field), renewed.at(field));
        }
        assertEquals(1, server.get(ALL).send().list().size());
    }

    @Test
    void one_that_was_made_without_consent_is_authorized_by_it() {
        Answer pending = server.post(ALL, WANTED).send();
        pending.json(201);
        String id = pending.at("connection_id");
        assertEquals("unhealthy true", health(id));
        begin("");
        renew(id, codeOf("ada")).json(200);
        assertEquals("healthy false", health(id));
    }

    @Test
    void only_the_same_account_authorizes_it_anew() {
        String id = made("ada");
        told(409, renew(id, codeOf("bob") + "&state=" + begin("")), "belongs to ada@example.com");
        assertEquals("healthy false", health(id));
    }

    @Test
    void a_connection_that_is_unknown_or_of_another_provider_is_not_authorized_and_costs_no_code() {
        String state = begin("");
        told(404, renew("01900000-0000-7000-8000-00000000ffff", "?code=x&state=" + state), "There is no connection");
        String bucket = server.connection();
        wrong(renew(bucket, "?code=x&state=" + state), "[body, provider_id]", "cannot be changed");
        make(codeOf("ada") + "&state=" + state).json(201);
    }

    @Test
    void a_forged_a_foreign_a_used_and_an_expired_state_make_nothing() {
        wrong(make(codeOf("ada") + "&state=forged"), "[query, state]", "is none of ours");
        String zensearch = server.get("/v1/connectors/oauth/fake_drive/authorize")
                .send()
                .at("data.authUrl")
                .replaceAll(".*state=", "");
        wrong(make(codeOf("ada") + "&state=" + zensearch), "[query, state]", "is none of ours");
        String late = begin("");
        server.clock.advance(Duration.ofMinutes(11));
        wrong(make(codeOf("ada") + "&state=" + late), "[query, state]", "longer than ten minutes");
        wrong(make(codeOf("ada")), "[query, state]", "start the authorization again");
        nothingIsThere();

        String used = begin("");
        make(codeOf("ada") + "&state=" + used).json(201);
        wrong(make(codeOf("ada") + "&state=" + used), "[query, state]", "was used before");
        assertEquals(1, server.get(ALL).send().list().size());
    }

    @Test
    void a_denied_consent_makes_nothing_and_uses_the_state_up() {
        String state = begin("");
        wrong(make("?error=access_denied&error_description=No&state=" + state), "[query, error]", "access_denied: No");
        wrong(make(codeOf("ada") + "&state=" + state), "[query, state]", "was used before");
        nothingIsThere();
        wrong(make("?state=" + begin("")), "[query, code]", "is required");
    }

    @Test
    void whatever_else_goes_wrong_is_told_in_words_and_makes_nothing() {
        wrong(make("?code=nonsense&state=" + begin("")), "[query, code]", "refused the authorization code");
        server.oauth.next(new OAuthGateway.Answer.Unavailable("HTTP 503", Optional.empty()));
        told(502, make(codeOf("ada") + "&state=" + begin("")), "could not be reached (HTTP 503)");
        server.oauth.next(new OAuthGateway.Answer.AppRefused("invalid_client", "Unknown client"));
        told(409, make(codeOf("ada") + "&state=" + begin("")), "does not accept the OAuth app");
        server.drive.next(new ProviderFailure.Denied("The app may not ask"));
        told(502, make(codeOf("ada") + "&state=" + begin("")), "The app may not ask");
        nothingIsThere();
    }

    @Test
    void what_goes_wrong_with_one_that_works_leaves_it_working() {
        String id = made("ada");
        wrong(renew(id, "?code=nonsense&state=" + begin("")), "[query, code]", "refused");
        wrong(renew(id, "?error=access_denied&state=" + begin("")), "[query, error]", "access_denied");
        assertEquals("healthy false", health(id));
    }

    @Test
    void what_is_connected_by_keys_has_nothing_to_consent_to() {
        told(409, server.post(START, ConnectionsTest.ARCHIVE).send(), "by its keys");
        try (TestServer bare = TestServer.of(Map.of(TestServer.WITHOUT_APP, "Notion"))) {
            Call unregistered = bare.post(START, WANTED.replace("fake_drive", TestServer.WITHOUT_APP));
            told(409, unregistered.send(), "There is no OAuth app for Notion");
        }
    }
}
