package dev.portolan.rest.stackai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.domain.User;
import dev.portolan.rest.Call;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RbacTest {

    private TestServer server;
    private String connection;
    private String rbac;
    private String admin;
    private String ada;

    @BeforeEach
    void start() {
        server = new TestServer();
        Answer card = server.post("/connections", ConnectionsTest.ARCHIVE).send();
        card.json(201);
        connection = "/api/v1/connections/" + card.at("connection_id");
        rbac = connection + "/rbac";
        admin = card.at("created_by.id");
        ada = user(1);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String user(int number) {
        User user = new User(
                new User.Id(new UUID(7, number)),
                server.admin().organization(),
                "user-" + number,
                Optional.empty(),
                dev.portolan.domain.Role.VIEWER,
                server.clock.instant());
        server.people().addUser(user);
        return user.id().value().toString();
    }

    private Call put(String user, String role) {
        return server.call("PUT", rbac)
                .json("{\"subject_type\": \"user\", \"role\": \"%s\", \"subject_id\": \"%s\"}".formatted(role, user));
    }

    private Call delete(String user) {
        return server.call("DELETE", rbac + "?subject_type=user&subject_id=" + user);
    }

    private static void answersNull(Call call) {
        Answer answer = call.send();
        assertEquals(200, answer.status(), answer.text());
        assertEquals("application/json", answer.header("content-type"));
        assertEquals("null", answer.text());
    }

    @Test
    void a_new_connection_is_private_to_its_maker() {
        Answer roles = server.get(rbac).send();
        assertEquals(List.of("org_level_role", "user_roles", "group_roles"), roles.names());
        assertEquals("null", roles.at("org_level_role"));
        assertEquals("{admin=[" + admin + "]}", roles.at("user_roles"));
        assertEquals("{}", roles.at("group_roles"));
    }

    @Test
    void roles_are_given_replaced_and_taken_in_both_spellings() {
        answersNull(put(ada, "viewer"));
        assertEquals("[" + ada + "]", server.get(rbac).send().at("user_roles.viewer"));
        answersNull(put(ada, "edit"));
        assertEquals(
                "{admin=[" + admin + "], editor=[" + ada + "]}",
                server.get(rbac).send().at("user_roles"));
        assertEquals(204, delete(ada).send().status());
        assertEquals(204, delete(ada).send().status());
        assertEquals("{admin=[" + admin + "]}", server.get(rbac).send().at("user_roles"));
    }

    @Test
    void the_last_admin_stays() {
        assertEquals(409, delete(admin).send().status());
        Answer demoted = put(admin, "viewer").send();
        assertEquals(409, demoted.status());
        assertEquals(List.of("detail"), demoted.names());
        answersNull(put(ada, "admin"));
        assertEquals(204, delete(admin).send().status());
        assertEquals("{admin=[" + ada + "]}", server.get(rbac).send().at("user_roles"));
    }

    @Test
    void the_role_of_everybody_is_set_and_taken() {
        answersNull(server.call("PATCH", connection + "/organization-role").json("{\"role\": \"view\"}"));
        assertEquals("viewer", server.get(rbac).send().at("org_level_role"));
        answersNull(server.call("PATCH", connection + "/organization-role").json("{\"role\": null}"));
        assertEquals("null", server.get(rbac).send().at("org_level_role"));
    }

    @Test
    void who_is_not_known_is_not_found() {
        assertEquals(404, put(new UUID(7, 99).toString(), "viewer").send().status());
        assertEquals(
                404,
                server.call("PUT", rbac)
                        .json("{\"subject_type\": \"group\", \"role\": \"viewer\", \"subject_id\": \"%s\"}"
                                .formatted(ada))
                        .send()
                        .status());
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        invalid(server.call("PUT", rbac).json("{}"), "body", "subject_type", "subject_id", "role");
        invalid(
                server.call("PUT", rbac)
                        .json("{\"subject_type\": \"team\", \"role\": \"owner\", \"subject_id\": \"me\"}"),
                "body",
                "subject_type",
                "subject_id",
                "role");
        invalid(server.call("DELETE", rbac), "query", "subject_type", "subject_id");
        invalid(
                server.call("DELETE", rbac + "?subject_type=team&subject_id=me"),
                "query",
                "subject_type",
                "subject_id");
        invalid(server.call("PATCH", connection + "/organization-role").json("{}"), "body", "role");
        invalid(server.call("PATCH", connection + "/organization-role").json("{\"role\": \"owner\"}"), "body", "role");
        invalid(server.call("PATCH", connection + "/organization-role").json("{\"role\": 7}"), "body", "role");
    }

    private static void invalid(Call call, String where, String... names) {
        Answer answer = call.send();
        List<?> detail =
                (List<?>) java.util.Objects.requireNonNull(answer.json(422).get("detail"));
        assertEquals(
                java.util.Arrays.stream(names)
                        .<Object>map(name -> List.of(where, name))
                        .toList(),
                detail.stream()
                        .<Object>map(problem -> java.util.Objects.requireNonNull(((Map<?, ?>) problem).get("loc")))
                        .toList());
    }
}
