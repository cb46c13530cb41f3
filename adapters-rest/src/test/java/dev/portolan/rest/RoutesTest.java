package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.web.router.Router;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every route of the published documents is there, and there is no other. */
class RoutesTest {

    /** The document of zensearch. */
    static final List<String> ZENSEARCH = List.of(
            "GET /v1/connectors",
            "POST /v1/connectors",
            "GET /v1/connectors/{id}",
            "PUT /v1/connectors/{id}",
            "DELETE /v1/connectors/{id}",
            "POST /v1/connectors/{id}/sync",
            "GET /v1/connectors/{id}/sync/{jobId}",
            "GET /v1/connectors/oauth/{type}/authorize",
            "POST /v1/connectors/oauth/{type}/callback");

    /** The document of ballast, and what it leaves open. */
    static final List<String> BALLAST = List.of(
            "GET /api/v1/sources",
            "GET /api/v1/sources/{shortName}",
            "GET /api/v1/source-connections",
            "POST /api/v1/source-connections",
            "GET /api/v1/source-connections/{id}",
            "POST /api/v1/source-connections/{id}/test",
            "POST /api/v1/source-connections/{id}/run",
            "PUT /api/v1/source-connections/{id}/credentials",
            "PUT /api/v1/source-connections/{id}/config",
            "DELETE /api/v1/source-connections/{id}",
            "DELETE /api/v1/source-connections/{id}/data",
            "GET /api/v1/source-connections/{id}/syncs",
            "GET /api/v1/source-connections/{id}/syncs/{syncId}",
            "POST /api/v1/source-connections/{id}/syncs/{syncId}/cancel");
    /** The document of StackAI. */
    static final List<String> STACKAI = List.of(
            "GET /connections/available",
            "GET /connections",
            "POST /connections",
            "GET /connections/{connection_id}",
            "PUT /connections/{connection_id}",
            "DELETE /connections/{connection_id}",
            "PATCH /connections/{connection_id}",
            "GET /connections/{connection_id}/health",
            "POST /connections/oauth/start",
            "POST /connections/oauth/callback",
            "PUT /connections/oauth/callback/{connection_id}",
            "GET /connections/{connection_id}/resources",
            "GET /connections/{connection_id}/resources/children",
            "GET /connections/{connection_id}/resources/search",
            "GET /api/v1/connections",
            "GET /api/v1/connections/{connection_id}/rbac",
            "PUT /api/v1/connections/{connection_id}/rbac",
            "DELETE /api/v1/connections/{connection_id}/rbac",
            "PATCH /api/v1/connections/{connection_id}/organization-role");

    /** The document of sourcesync, and the namespaces that it only names. */
    static final List<String> SOURCESYNC = List.of(
            "GET /v1/connections",
            "POST /v1/connections",
            "GET /v1/connections/{connectionId}",
            "PATCH /v1/connections/{connectionId}",
            "POST /v1/connections/{connectionId}/revoke",
            "GET /v1/namespaces",
            "POST /v1/namespaces",
            "GET /v1/namespaces/{identifier}",
            "PATCH /v1/namespaces/{identifier}",
            "DELETE /v1/namespaces/{identifier}");

    /** The document of informer, and how its syncs are watched. */
    static final List<String> INFORMER = List.of(
            "GET /api/libraries/{id}/integration",
            "PUT /api/libraries/{id}/integration",
            "GET /api/libraries/{id}/connection",
            "DELETE /api/libraries/{id}/connection",
            "POST /api/libraries/{id}/_sync",
            "GET /api/libraries/{id}/account",
            "GET /api/progress/{id}");

    static final List<String> OURS = List.of(
            "GET /portolan/v1/providers",
            "GET /portolan/v1/providers/{id}",
            "GET /portolan/v1/collections",
            "POST /portolan/v1/collections",
            "GET /portolan/v1/collections/{id}",
            "PATCH /portolan/v1/collections/{id}",
            "DELETE /portolan/v1/collections/{id}",
            "GET /portolan/v1/collections/{id}/documents",
            "GET /portolan/v1/collections/{id}/changes",
            "GET /portolan/v1/connections",
            "POST /portolan/v1/connections",
            "GET /portolan/v1/connections/{id}",
            "PATCH /portolan/v1/connections/{id}",
            "DELETE /portolan/v1/connections/{id}",
            "POST /portolan/v1/connections/{id}/test",
            "POST /portolan/v1/connections/{id}/authorize",
            "POST /portolan/v1/connections/{id}/revoke",
            "GET /portolan/v1/revocations",
            "GET /portolan/v1/apps",
            "POST /portolan/v1/apps",
            "GET /portolan/v1/apps/{id}",
            "PATCH /portolan/v1/apps/{id}",
            "DELETE /portolan/v1/apps/{id}",
            "PUT /portolan/v1/connections/{id}/credentials",
            "PUT /portolan/v1/connections/{id}/settings",
            "PUT /portolan/v1/connections/{id}/schedule",
            "GET /portolan/v1/connections/{id}/syncs",
            "POST /portolan/v1/connections/{id}/syncs",
            "POST /portolan/v1/connections/{id}/clear",
            "POST /portolan/v1/connections/{id}/hide",
            "GET /portolan/v1/hidden-connections",
            "DELETE /portolan/v1/hidden-connections/{id}",
            "GET /portolan/v1/connections/{id}/issues",
            "POST /portolan/v1/connections/{id}/issues/retry",
            "GET /portolan/v1/syncs/{id}",
            "POST /portolan/v1/syncs/{id}/cancel",
            "POST /portolan/v1/syncs/{id}/confirm-deletions",
            "GET /portolan/v1/syncs/{id}/events",
            "GET /portolan/v1/documents/{id}",
            "GET /portolan/v1/documents/{id}/text",
            "GET /portolan/v1/keys",
            "POST /portolan/v1/keys",
            "DELETE /portolan/v1/keys/{id}",
            "GET /portolan/v1/encryption/rotation",
            "POST /portolan/v1/encryption/rotation",
            "GET /portolan/v1/users",
            "POST /portolan/v1/users",
            "GET /portolan/v1/users/{id}",
            "PATCH /portolan/v1/users/{id}",
            "DELETE /portolan/v1/users/{id}",
            "GET /portolan/v1/groups",
            "POST /portolan/v1/groups",
            "GET /portolan/v1/groups/{id}",
            "PATCH /portolan/v1/groups/{id}",
            "DELETE /portolan/v1/groups/{id}",
            "GET /portolan/v1/groups/{id}/members",
            "PUT /portolan/v1/groups/{id}/members/{userId}",
            "DELETE /portolan/v1/groups/{id}/members/{userId}",
            "GET /portolan/v1/connections/{id}/roles",
            "PUT /portolan/v1/connections/{id}/roles/users/{userId}",
            "DELETE /portolan/v1/connections/{id}/roles/users/{userId}",
            "PUT /portolan/v1/connections/{id}/roles/groups/{groupId}",
            "DELETE /portolan/v1/connections/{id}/roles/groups/{groupId}",
            "PUT /portolan/v1/connections/{id}/roles/organization",
            "DELETE /portolan/v1/connections/{id}/roles/organization",
            "GET /portolan/v1/organizations",
            "POST /portolan/v1/organizations");

    static final List<String> PAGES = List.of(
            "GET /docs",
            "GET /docs/{part}",
            "GET /openapi.yml",
            "GET /openapi/{dialect:[a-z]+}.yml",
            "GET /oauth/callback",
            "POST /token");

    @Test
    void the_routes_are_those_of_the_documents() {
        Set<String> expected = Stream.of(
                        ZENSEARCH,
                        ZENSEARCH.stream().map(RoutesTest::alsoUnderApi).toList(),
                        BALLAST,
                        STACKAI,
                        SOURCESYNC,
                        INFORMER,
                        OURS,
                        PAGES)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        try (TestServer server = new TestServer()) {
            Set<String> found = server.context
                    .getBean(Router.class)
                    .uriRoutes()
                    .map(route -> route.getHttpMethodName() + " " + route.getUriMatchTemplate())
                    .filter(route -> !route.startsWith("HEAD "))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(String.join("\n", expected), String.join("\n", found));
        }
    }

    private static String alsoUnderApi(String route) {
        return route.replace(" /v1", " /api/v1");
    }
}
