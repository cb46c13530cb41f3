package dev.portolan.rest.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeopleTest {

    private static final String USERS = "/portolan/v1/users";
    private static final String GROUPS = "/portolan/v1/groups";
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer made(String path, String json) {
        Answer made = server.post(path, json).send();
        made.json(201);
        assertEquals(path + "/" + made.at("id"), made.header("Location"));
        assertEquals(made.text(), server.get(path + "/" + made.at("id")).send().text());
        return made;
    }

    private int status(String method, String path) {
        return server.call(method, path).send().status();
    }

    private int status(String method, String path, String json) {
        return server.call(method, path).json(json).send().status();
    }

    @Test
    void a_user_is_made_changed_and_removed_and_no_password_is_ever_shown() {
        Answer ada = made(
                USERS,
                "{\"name\": \"ada\", \"email\": \"ada@example.com\", \"role\": \"editor\", \"password\": \"correct horse\"}");
        assertEquals(server.json("""
                        {"id": "%s", "name": "ada", "email": "ada@example.com", "role": "editor",
                         "createdAt": "2026-05-01T12:00:00Z"}""".formatted(ada.at("id"))), ada.json(201));
        Answer all = server.get(USERS).send();
        assertEquals("admin", all.at("data.0.name"));
        assertEquals("ada", all.at("data.1.name"));
        assertFalse(all.text().contains("horse"));

        String path = USERS + "/" + ada.at("id");
        Answer changed = server.call("PATCH", path)
                .json("{\"email\": null, \"role\": \"viewer\"}")
                .send();
        assertEquals("null", changed.at("email"));
        assertEquals("viewer", changed.at("role"));
        assertEquals("ada", changed.at("name"));
        assertEquals(204, status("DELETE", path));
        assertEquals(404, status("GET", path));
        assertEquals(404, status("DELETE", path));
        assertEquals(404, status("PATCH", path, "{}"));
    }

    @Test
    void users_and_groups_are_listed_in_pages() {
        made(USERS, "{\"name\": \"ada\"}");
        Answer first = server.get(USERS + "?limit=1").send();
        Answer second = server.get(USERS + "?limit=1&after=" + first.at("next")).send();
        assertEquals("ada", second.at("data.0.name"));
        assertEquals(List.of("data"), second.names());
        assertEquals(400, status("GET", GROUPS + "?after=" + first.at("next")));
        made(GROUPS, "{\"name\": \"one\"}");
        made(GROUPS, "{\"name\": \"two\"}");
        Answer groups = server.get(GROUPS + "?limit=1").send();
        assertEquals(
                "two",
                server.get(GROUPS + "?limit=1&after=" + groups.at("next"))
                        .send()
                        .at("data.0.name"));
    }

    @Test
    void what_no_user_can_be_is_named() {
        assertEquals("name", field("{}"));
        assertEquals("name", field("{\"name\": \" \"}"));
        assertEquals("role", field("{\"name\": \"ada\", \"role\": \"owner\"}"));
        assertEquals("password", field("{\"name\": \"ada\", \"password\": \"short\"}"));
        assertEquals("password", field("{\"name\": \"ada\", \"password\": \"%s\"}".formatted("x".repeat(73))));
        assertEquals("colour", field("{\"name\": \"ada\", \"colour\": \"red\"}"));
        assertEquals(409, status("POST", USERS, "{\"name\": \"admin\"}"));
    }

    private String field(String json) {
        Answer answer = server.post(USERS, json).send();
        answer.json(400);
        return answer.at("errors.0.field");
    }

    @Test
    void the_last_admin_stays() {
        String admin = USERS + "/" + server.get(USERS).send().at("data.0.id");
        assertEquals(409, status("DELETE", admin));
        assertEquals(409, status("PATCH", admin, "{\"role\": \"viewer\"}"));
    }

    @Test
    void a_group_has_members_and_goes_with_its_roles() {
        String ada = made(USERS, "{\"name\": \"ada\"}").at("id");
        Answer staff = made(GROUPS, "{\"name\": \"staff\"}");
        String group = GROUPS + "/" + staff.at("id");
        assertEquals(409, status("POST", GROUPS, "{\"name\": \"staff\"}"));
        assertEquals(
                "everybody",
                server.call("PATCH", group)
                        .json("{\"name\": \"everybody\"}")
                        .send()
                        .at("name"));

        assertEquals(204, status("PUT", group + "/members/" + ada));
        assertEquals(204, status("PUT", group + "/members/" + ada));
        assertEquals("[" + ada + "]", server.get(group + "/members").send().at("data"));
        assertEquals(404, status("PUT", group + "/members/" + staff.at("id")));
        assertEquals(204, status("DELETE", group + "/members/" + ada));
        assertEquals("[]", server.get(group + "/members").send().at("data"));

        String roles = "/portolan/v1/connections/" + server.connection() + "/roles";
        assertEquals(200, status("PUT", roles + "/groups/" + staff.at("id"), "{\"role\": \"viewer\"}"));
        assertEquals(204, status("DELETE", group));
        assertEquals("[]", server.get(roles).send().at("groups"));
        assertEquals(404, status("GET", group + "/members"));
    }

    @Test
    void roles_on_a_connection_are_given_shown_and_taken() {
        String ada = made(USERS, "{\"name\": \"ada\"}").at("id");
        String staff = made(GROUPS, "{\"name\": \"staff\"}").at("id");
        String admin = server.get(USERS).send().at("data.0.id");
        String roles = "/portolan/v1/connections/" + server.connection() + "/roles";

        assertEquals(200, status("PUT", roles + "/users/" + ada, "{\"role\": \"viewer\"}"));
        assertEquals(200, status("PUT", roles + "/users/" + ada, "{\"role\": \"editor\"}"));
        assertEquals(200, status("PUT", roles + "/groups/" + staff, "{\"role\": \"admin\"}"));
        Answer all = server.call("PUT", roles + "/organization")
                .json("{\"role\": \"viewer\"}")
                .send();
        assertEquals("viewer", all.at("organization"));
        assertEquals(
                java.util.Set.of("{id=" + ada + ", role=editor}", "{id=" + admin + ", role=admin}"),
                java.util.Set.of(all.at("users.0"), all.at("users.1")));
        assertEquals("[{id=" + staff + ", role=admin}]", all.at("groups"));

        assertEquals(204, status("DELETE", roles + "/users/" + ada));
        assertEquals(204, status("DELETE", roles + "/users/" + ada));
        assertEquals(204, status("DELETE", roles + "/groups/" + staff));
        assertEquals(204, status("DELETE", roles + "/organization"));
        assertEquals(409, status("DELETE", roles + "/users/" + admin));
        assertEquals(server.json("""
                        {"organization": null, "users": [{"id": "%s", "role": "admin"}], "groups": []}
                        """.formatted(admin)), server.get(roles).send().json(200));
    }

    @Test
    void a_role_is_one_of_three_and_given_to_somebody_who_is_there() {
        String roles = "/portolan/v1/connections/" + server.connection() + "/roles";
        String nobody = "00000000-0000-0000-0000-000000000001";
        assertEquals(404, status("PUT", roles + "/users/" + nobody, "{\"role\": \"viewer\"}"));
        assertEquals(404, status("PUT", roles + "/groups/" + nobody, "{\"role\": \"viewer\"}"));
        assertEquals(404, status("PUT", roles + "/users/me", "{\"role\": \"viewer\"}"));
        assertEquals(400, status("PUT", roles + "/organization", "{\"role\": \"owner\"}"));
        assertEquals(400, status("PUT", roles + "/organization", "{}"));
    }
}
