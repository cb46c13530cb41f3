package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No route answers who does not say who they are, and on none is anything of another organization. */
class WallsTest {

    private static TestServer server;
    private static Estate theirs;
    private static Estate ours;

    @BeforeAll
    static void start() {
        server = new TestServer();
        theirs = Estate.ofOurs(server, (estate, connection) -> {});
        ours = Estate.ofAnother(server, "acme");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> who_does_not_say_who_they_are_is_401_at() {
        return Served.by(server).stream()
                .filter(route -> !(Operations.of(route).need() instanceof Operation.Open))
                .map(route -> DynamicTest.dynamicTest(route, () -> {
                    Operation operation = Operations.of(route);
                    List<String> ids =
                            operation.kinds().stream().map(kind -> "x").toList();
                    Call call = operation.on(server, route, ids, kind -> "x");
                    Call.Answer answer = call.send();
                    assertEquals(401, answer.status(), answer.text());
                    assertEquals(List.of("Bearer"), answer.response().headers().allValues("WWW-Authenticate"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> what_is_of_another_organization_is_404_at() {
        return Served.by(server).stream()
                .filter(route -> !Operations.of(route).named().isEmpty())
                .map(route -> DynamicTest.dynamicTest(route, () -> breakIn(route, Operations.of(route))));
    }

    /** Each thing in turn is theirs, and the others our own. */
    private static void breakIn(String route, Operation operation) {
        for (String stolen : operation.named()) {
            boolean last = operation.kinds().indexOf(stolen) != 0;
            List<String> ids = new ArrayList<>();
            boolean inside = false;
            for (String kind : operation.kinds()) {
                inside |= kind.equals(stolen);
                // What is inside of theirs is theirs, too.
                ids.add((inside ? theirs : ours).id(kind));
            }
            Function<String, String> beside = kind -> (kind.equals(stolen) ? theirs : ours).beside(kind);
            theirs.id(stolen);
            List<String> before = theirs.inventory();

            Call.Answer answer = operation
                    .on(server, route, ids, beside)
                    .with("Authorization", ours.bearer())
                    .send();

            boolean nothingToTake = last && operation.method().equals("DELETE") && answer.status() == 204;
            assertTrue(
                    answer.status() == 404 || nothingToTake,
                    () -> "with their " + stolen + ": " + answer.status() + " " + answer.text());
            assertEquals(before, theirs.inventory(), "changed by ours");
        }
        ours.leave();
        theirs.leave();
    }
}
