package dev.portolan.rest.stackai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.FakeTree;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import dev.portolan.rest.Call;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.Golden;
import dev.portolan.rest.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every call of the published document with the fields that it lists, sent and compared as files. The document lists the fields
 * of requests and leaves those of answers open; theirs are what StackAI answers elsewhere.
 */
class SeedExamplesTest {

    private static final String ALL = "/connections";
    private static final String PAGES = "/api/v1/connections";

    private final FakeTree tree = FakeTree.of("postgresql", Capability.HIERARCHY, Capability.SEARCH)
            .folder("", "reports", "Reports")
            .document("", "readme", "Readme.html")
            .plant(
                    "reports",
                    Resource.document("may", "May", "v7")
                            .in(new Resource.Id("reports"))
                            .ofType(Optional.of("text/markdown"))
                            .sized(12)
                            .linkedAs("https://example.com/may")
                            .modified(Instant.parse("2026-05-01T12:00:00Z")));
    private TestServer server;
    private Golden golden;

    @BeforeEach
    void start() {
        server = new TestServer(tree);
        golden = new Golden(server, "stackai");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String created() {
        Answer made = server.post(ALL, golden.text("create-request")).send();
        golden.assertAlike("card-response", 201, made);
        return made.at("connection_id");
    }

    private Call send(String method, String path, String request) {
        return server.call(method, path).json(golden.text(request));
    }

    @Test
    void what_is_available_is_a_bare_list() {
        golden.assertAlike(
                "available-response",
                server.anonymous("GET", ALL + "/available").send());
    }

    @Test
    void a_connection_is_made_seen_changed_renamed_and_deleted() {
        String one = ALL + "/" + created();
        Answer card = server.get(one + "?refresh_oauth_tokens=true").send();
        golden.assertAlike("card-response", card);
        assertEquals("Unnamed connection", card.at("name"));
        golden.assertAlike(
                "cards-response",
                server.get(ALL + "?connection_provider=postgres&limit=1000&offset=0")
                        .send());
        golden.assertAlike(
                "page-response",
                server.get(PAGES + "?limit=10&offset=0&sort_by=created_at&sort_dir=desc")
                        .send());
        golden.assertAlike("card-response", send("PUT", one, "update-request").send());
        Answer renamed = send("PATCH", one, "patch-request").send();
        golden.assertAlike("card-response", renamed);
        assertEquals("Renamed", renamed.at("name"));
        golden.assertAlike("health-response", server.get(one + "/health").send());
        Answer gone = server.call("DELETE", one).send();
        assertEquals(204, gone.status());
        assertEquals("", gone.text());
        golden.assertAlike("error-response", 404, server.get(one).send());
    }

    @Test
    void consent_begins_with_a_bare_text_and_ends_with_a_connection() {
        Answer begun = send("POST", ALL + "/oauth/start", "oauth-request").send();
        golden.assertAlike("oauth-start-response", begun);
        Answer made = send("POST", ALL + "/oauth/callback?code=" + code(), "oauth-request")
                .send();
        golden.assertAlike("consented-card-response", 201, made);
        send("POST", ALL + "/oauth/start", "oauth-request").send();
        Answer renewed = send(
                        "PUT", ALL + "/oauth/callback/" + made.at("connection_id") + "?code=" + code(), "oauth-request")
                .send();
        golden.assertAlike("consented-card-response", renewed);
        assertEquals(made.at("connection_id"), renewed.at("connection_id"));
    }

    private String code() {
        return URLEncoder.encode(server.oauth.consentOf("ada"), StandardCharsets.UTF_8);
    }

    @Test
    void resources_are_browsed_and_searched() {
        String resources = ALL + "/" + created() + "/resources";
        golden.assertAlike(
                "resources-response",
                server.get(resources
                                + "?resource_ids=may&resource_ids=reports&resource_ids=gone&refresh_oauth_tokens=false")
                        .send());
        Answer first = server.get(resources + "/children?page_size=1").send();
        golden.assertAlike("first-children-response", first);
        Answer second = server.get(resources + "/children?page_size=1&cursor="
                        + URLEncoder.encode(first.at("next_cursor"), StandardCharsets.UTF_8))
                .send();
        assertEquals("readme", second.at("data.0.resource_id"));
        golden.assertAlike(
                "children-response",
                server.get(resources + "/children?resource_id=reports&page_size=50&refresh_oauth_tokens=false")
                        .send());
        golden.assertAlike(
                "children-response",
                server.get(resources + "/search?query=May&page_size=50").send());
        assertEquals(
                "[]", server.get(resources + "/children?resource_id=may").send().at("data"));
        // The document's own example of a cursor is none of ours.
        golden.assertAlike(
                "validation-error-response",
                422,
                server.get(resources + "/search?query=May&cursor=ZXhhbXBsZV9jdXJzb3I=")
                        .send());
    }

    @Test
    void roles_are_given_shown_and_taken() {
        String connection = PAGES + "/" + created();
        UUID ada = UUID.fromString(server.json(golden.text("rbac-request"))
                .getOrDefault("subject_id", "")
                .toString());
        server.people()
                .addUser(new User(
                        new User.Id(ada),
                        server.admin().organization(),
                        "ada",
                        Optional.empty(),
                        Role.VIEWER,
                        server.clock.instant()));
        golden.assertAlike(
                "null-response",
                send("PUT", connection + "/rbac", "rbac-request").send());
        golden.assertAlike(
                "null-response",
                send("PATCH", connection + "/organization-role", "organization-role-request")
                        .send());
        Answer roles = server.get(connection + "/rbac").send();
        golden.assertAlike("rbac-response", roles);
        assertEquals("[" + ada + "]", roles.at("user_roles.viewer"));
        Answer taken = server.call("DELETE", connection + "/rbac?subject_type=user&subject_id=" + ada)
                .send();
        assertEquals(204, taken.status());
        golden.assertAlike(
                "null-response",
                send("PATCH", connection + "/organization-role", "no-organization-role-request")
                        .send());
        assertEquals("null", server.get(connection + "/rbac").send().at("org_level_role"));
    }

    @Test
    void what_is_wrong_is_told_as_a_list_and_everything_else_in_words() {
        Answer invalid = send("POST", ALL, "patch-request").send();
        golden.assertAlike("validation-error-response", 422, invalid);
        assertEquals("[body, provider_id]", invalid.at("detail.0.loc"));
        assertTrue(invalid.text().contains("connection_type_id"), invalid.text());
        golden.assertAlike("error-response", 401, server.anonymous("GET", ALL).send());
        golden.assertAlike("error-response", 405, server.call("DELETE", ALL).send());
    }
}
