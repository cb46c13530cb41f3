package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.Connections;
import dev.portolan.application.Sharing;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Role;
import dev.portolan.rest.Operation.InOrganization;
import dev.portolan.rest.Operation.Need;
import dev.portolan.rest.Operation.OfDeployment;
import dev.portolan.rest.Operation.OnConnection;
import dev.portolan.rest.Operation.OnOnlyConnection;
import dev.portolan.rest.Operation.Open;
import dev.portolan.rest.Operation.OwnSecret;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every role and every key at every call of every API: the answer is the documented one. */
class PermissionMatrixTest {

    private static final Set<Integer> NO = Set.of(401, 403, 404);
    private static final String PASSWORD = "correct-horse";
    private static final Map<Caller, String> IDS = new EnumMap<>(Caller.class);
    private static final Map<Caller, String> TOKENS = new EnumMap<>(Caller.class);
    private static TestServer server;
    private static Estate estate;
    private static String group;

    /** Users by their role in the organization, and on the connection that is called. */
    private enum Caller {
        ORGANIZATION_ADMIN(Role.ADMIN, Optional.empty()),
        CONNECTION_ADMIN(Role.VIEWER, Optional.of(Role.ADMIN)),
        CONNECTION_EDITOR(Role.VIEWER, Optional.of(Role.EDITOR)),
        CONNECTION_VIEWER(Role.VIEWER, Optional.of(Role.VIEWER)),
        EDITOR_WITHOUT(Role.EDITOR, Optional.empty()),
        VIEWER_WITHOUT(Role.VIEWER, Optional.empty());

        private final Role role;
        private final Optional<Role> onConnection;

        Caller(Role role, Optional<Role> onConnection) {
            this.role = role;
            this.onConnection = onConnection;
        }
    }

    @BeforeAll
    static void start() {
        server = new TestServer();
        estate = Estate.ofOurs(server, PermissionMatrixTest::share);
        group = estate.id("groups");
        estate.leave();
        for (Caller caller : Caller.values()) {
            IDS.put(
                    caller,
                    server.post("/portolan/v1/users", """
                                    {"name": "%s", "role": "%s", "password": "%s"}""".formatted(caller, Words.of(caller.role), PASSWORD))
                            .send()
                            .at("id"));
            TOKENS.put(
                    caller,
                    "Bearer "
                            + server.anonymous("POST", "/token")
                                    .body(
                                            "application/x-www-form-urlencoded",
                                            "grant_type=password&username=%s&password=%s".formatted(caller, PASSWORD))
                                    .send()
                                    .at("access_token"));
        }
        server.call("PUT", "/portolan/v1/groups/" + group + "/members/" + IDS.get(Caller.CONNECTION_EDITOR))
                .send();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The editor has the role by a group, the others of their own. */
    private static void share(Estate of, String connection) {
        Sharing sharing = server.core.sharing();
        var id = Connections.id(connection);
        sharing.put(of.owner(), id, Sharing.user(IDS.get(Caller.CONNECTION_ADMIN)), Role.ADMIN);
        sharing.put(of.owner(), id, Sharing.group(group), Role.EDITOR);
        sharing.put(of.owner(), id, Sharing.user(IDS.get(Caller.CONNECTION_VIEWER)), Role.VIEWER);
    }

    @TestFactory
    Stream<DynamicTest> who_may_do_what_at() {
        return Served.by(server).stream()
                .filter(route -> !(Operations.of(route).need() instanceof OwnSecret))
                .map(route -> DynamicTest.dynamicTest(route, () -> {
                    Operation operation = Operations.of(route);
                    List<String> expected = new ArrayList<>();
                    List<String> found = new ArrayList<>();
                    for (Caller caller : Caller.values()) {
                        expected.add(caller + " " + answer(operation.need(), caller));
                        found.add(caller + " " + answered(route, operation, TOKENS.get(caller)));
                    }
                    assertEquals(String.join("\n", expected), String.join("\n", found));
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_key_needs_its_scopes_at() {
        return Served.by(server).stream()
                .filter(route -> !Operations.of(route).scopes().isEmpty())
                .map(route -> DynamicTest.dynamicTest(route, () -> {
                    Operation operation = Operations.of(route);
                    Set<KeyScope> scopes = operation.scopes();
                    assertEquals("yes", answered(route, operation, key(scopes)), () -> route + " with " + scopes);
                    for (KeyScope scope : scopes) {
                        Set<KeyScope> others = EnumSet.complementOf(EnumSet.of(scope, KeyScope.ADMIN));
                        assertEquals("403", answered(route, operation, key(others)), () -> route + " without " + scope);
                    }
                }));
    }

    private static String key(Set<KeyScope> scopes) {
        return "Bearer " + server.key(scopes.toArray(KeyScope[]::new));
    }

    private static String answered(String route, Operation operation, String bearer) {
        estate.leave();
        Call.Answer answer = operation
                .on(server, route, estate.ids(operation), estate::beside)
                .with("Authorization", bearer)
                .send();
        return NO.contains(answer.status()) || answer.status() == refusedOtherwise(operation) || answer.status() == 500
                ? "" + answer.status()
                : "yes";
    }

    private static int refusedOtherwise(Operation operation) {
        return operation.need() instanceof OnOnlyConnection only ? only.without() : 404;
    }

    private static String answer(Need need, Caller caller) {
        return switch (need) {
            case Open _ -> "yes";
            case InOrganization organization -> caller.role.includes(organization.role()) ? "yes" : "403";
            case OnConnection connection -> on(caller, connection.role(), 404);
            case OnOnlyConnection connection -> on(caller, connection.role(), connection.without());
            case OfDeployment _ -> "403";
            case OwnSecret _ -> throw new AssertionError("answers to a secret, not to a role");
        };
    }

    private static String on(Caller caller, Role needed, int unseen) {
        if (caller.role == Role.ADMIN) {
            return "yes";
        }
        return caller.onConnection
                .map(role -> role.includes(needed) ? "yes" : "403")
                .orElse("" + unseen);
    }
}
