package dev.portolan.rest;

import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A call of some API, and who may make it.
 *
 * @param route method and path, its variables without their names
 * @param query what it needs behind the question mark
 * @param body what it needs as a body; empty: none
 */
record Operation(String route, Need need, String query, String body) {

    private static final List<String> BESIDE = List.of("users", "apps");
    private static final List<String> NOBODYS = List.of("provider", "consenting");

    /** What must be so before a call is answered. */
    sealed interface Need {}

    /** Nobody needs to say who they are. */
    record Open() implements Need {}

    /** A role in the organization; a viewer is anybody in it. */
    record InOrganization(Role role, Optional<KeyScope> scope) implements Need {}

    /** A role on the connection, without which it is not there; all of the scopes. */
    record OnConnection(Role role, Set<KeyScope> scopes) implements Need {}

    /**
     * A role on the connection, as which the collection's one is meant.
     *
     * @param without what who does not see the connection is told
     */
    record OnOnlyConnection(Role role, Set<KeyScope> scopes, int without) implements Need {}

    /** To be the administrator of the deployment. */
    record OfDeployment() implements Need {}

    /** Something that only who began it has, such as the state of a consent. */
    record OwnSecret(String what) implements Need {}

    String method() {
        return route.substring(0, route.indexOf(' '));
    }

    /** The same with variables written alike. */
    static String unnamed(String route) {
        return route.replaceAll("\\{[^}/]*}", "{}");
    }

    /** Those of which a key needs each. */
    Set<KeyScope> scopes() {
        return switch (need) {
            case InOrganization organization ->
                organization.scope().map(Set::of).orElse(Set.of());
            case OnConnection connection -> connection.scopes();
            case OnOnlyConnection connection -> connection.scopes();
            case OfDeployment _ -> Set.of(KeyScope.ADMIN);
            case Open _, OwnSecret _ -> Set.of();
        };
    }

    /** The kinds of things that stand in its path, in order. */
    List<String> kinds() {
        List<String> path = path();
        return IntStream.range(0, path.size())
                .filter(place -> path.get(place).equals("{}"))
                .mapToObj(place -> kind(path, place))
                .toList();
    }

    /** The kinds of things of an organization that it names, in path, query and body. */
    List<String> named() {
        return Stream.concat(
                        kinds().stream().filter(kind -> !NOBODYS.contains(kind)),
                        BESIDE.stream().filter(kind -> (query + body).contains("{" + kind + "}")))
                .toList();
    }

    /** Method, path and query with these things in their places, in the order of {@link #kinds}. */
    Call on(TestServer server, String template, List<String> ids, Function<String, String> beside) {
        String path = template.substring(template.indexOf(' ') + 1);
        for (String id : ids) {
            path = path.replaceFirst("\\{[^}/]*}", id);
        }
        Call call = server.anonymous(method(), query.isEmpty() ? path : path + "?" + filled(query, beside));
        // Who waits for a sync would wait for a worker, of which a test has none.
        call.with("Prefer", "respond-async");
        return body.isEmpty() ? call : call.json(filled(body, beside));
    }

    private static String filled(String text, Function<String, String> beside) {
        String filled = text.replace("{new}", beside.apply("new"));
        for (String kind : BESIDE) {
            filled = filled.contains("{" + kind + "}") ? filled.replace("{" + kind + "}", beside.apply(kind)) : filled;
        }
        return filled;
    }

    private List<String> path() {
        return Arrays.asList(route.substring(route.indexOf('/') + 1).split("/", -1));
    }

    /** What stands at a place of a path, by what stands before. */
    private static String kind(List<String> path, int place) {
        String before = path.get(place - 1);
        return switch (before) {
            case "connectors", "source-connections" -> "connections";
            case "connections" -> path.getFirst().equals("v1") ? "consented" : before;
            case "sync", "syncs" -> "syncs";
            case "callback" -> "consented";
            case "collections", "namespaces" -> "collections";
            case "libraries" -> before;
            case "documents", "apps", "keys", "groups", "hidden-connections", "progress" -> before;
            case "users", "members" -> "users";
            case "providers", "sources" -> "provider";
            case "oauth" -> "consenting";
            default -> throw new AssertionError("Say in Operation.kind what stands after " + before + " in " + path);
        };
    }
}
