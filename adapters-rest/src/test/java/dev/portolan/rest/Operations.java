package dev.portolan.rest;

import static dev.portolan.domain.KeyScope.ADMIN;
import static dev.portolan.domain.KeyScope.COLLECTIONS_WRITE;
import static dev.portolan.domain.KeyScope.CONNECTIONS_READ;
import static dev.portolan.domain.KeyScope.CONNECTIONS_SYNC;
import static dev.portolan.domain.KeyScope.CONNECTIONS_WRITE;
import static dev.portolan.domain.KeyScope.DOCUMENTS_READ;

import dev.portolan.domain.Role;
import dev.portolan.rest.Operation.InOrganization;
import dev.portolan.rest.Operation.Need;
import dev.portolan.rest.Operation.OfDeployment;
import dev.portolan.rest.Operation.OnConnection;
import dev.portolan.rest.Operation.OnOnlyConnection;
import dev.portolan.rest.Operation.Open;
import dev.portolan.rest.Operation.OwnSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every call of every API and who may make it, as the documents and docs/access.md have it. A new route needs its line here. */
final class Operations {

    private static final Need ANYBODY = new InOrganization(Role.VIEWER, Optional.empty());
    private static final Need LISTER = new InOrganization(Role.VIEWER, Optional.of(CONNECTIONS_READ));
    private static final Need DOCUMENT_LISTER = new InOrganization(Role.VIEWER, Optional.of(DOCUMENTS_READ));
    private static final Need MAKER = new InOrganization(Role.EDITOR, Optional.of(CONNECTIONS_WRITE));
    private static final Need LIBRARIAN = new InOrganization(Role.ADMIN, Optional.of(COLLECTIONS_WRITE));
    private static final Need ORGANIZATION_ADMIN = new InOrganization(Role.ADMIN, Optional.of(ADMIN));
    private static final Need READER = new OnConnection(Role.VIEWER, Set.of(CONNECTIONS_READ));
    private static final Need DOCUMENT_READER = new OnConnection(Role.VIEWER, Set.of(DOCUMENTS_READ));
    private static final Need EDITOR = new OnConnection(Role.EDITOR, Set.of(CONNECTIONS_WRITE));
    private static final Need SYNCER = new OnConnection(Role.EDITOR, Set.of(CONNECTIONS_SYNC));
    private static final Need OWNER = new OnConnection(Role.ADMIN, Set.of(CONNECTIONS_WRITE));

    /** What is looked up before it is changed, and so must be readable, too. */
    private static final Need READING_EDITOR =
            new OnConnection(Role.EDITOR, Set.of(CONNECTIONS_READ, CONNECTIONS_WRITE));

    private static final Need READING_SYNCER =
            new OnConnection(Role.EDITOR, Set.of(CONNECTIONS_READ, CONNECTIONS_SYNC));
    private static final Need READING_OWNER = new OnConnection(Role.ADMIN, Set.of(CONNECTIONS_READ, CONNECTIONS_WRITE));

    private static final String S3 = """
            "secrets": {"accessKeyId": "AKIA0123456789ABCDEF", "secretAccessKey": "good-secret-key-0123456789"}""";
    private static final String CARD = """
            {"name": "Archive", "provider_id": "s3", "connection_type_id": "s3_credentials",
             "connection_provider_data": {"bucket": "papers", "accessKeyId": "AKIA0123456789ABCDEF",
                 "secretAccessKey": "good-secret-key-0123456789"}}""";
    private static final String CONSENT = """
            {"provider_id": "fake_drive", "connection_type_id": "fake_drive_oauth2", "connection_provider_data": {}}""";

    private static final List<Operation> OURS = List.of(
            on("GET /portolan/v1/providers", ANYBODY),
            on("GET /portolan/v1/providers/{}", ANYBODY),
            on("GET /portolan/v1/collections", ANYBODY),
            on("POST /portolan/v1/collections", LIBRARIAN, "{\"name\": \"N\", \"slug\": \"{new}\"}"),
            on("GET /portolan/v1/collections/{}", ANYBODY),
            on("PATCH /portolan/v1/collections/{}", LIBRARIAN, "{\"name\": \"N\"}"),
            on("DELETE /portolan/v1/collections/{}", LIBRARIAN),
            on("GET /portolan/v1/collections/{}/documents", DOCUMENT_LISTER),
            on("GET /portolan/v1/collections/{}/changes", DOCUMENT_LISTER),
            on("GET /portolan/v1/connections", LISTER),
            on(
                    "POST /portolan/v1/connections",
                    MAKER,
                    "{\"provider\": \"s3\", \"name\": \"A\", \"settings\": {\"bucket\": \"b\"}, " + S3 + "}"),
            on("GET /portolan/v1/connections/{}", READER),
            on("PATCH /portolan/v1/connections/{}", EDITOR, "{\"name\": \"Another\"}"),
            on("DELETE /portolan/v1/connections/{}", OWNER),
            on("POST /portolan/v1/connections/{}/test", SYNCER),
            on("POST /portolan/v1/connections/{}/authorize", EDITOR, "{}"),
            on("POST /portolan/v1/connections/{}/revoke", OWNER),
            on("PUT /portolan/v1/connections/{}/credentials", EDITOR, "{\"secretAccessKey\": \"k-0123456789abcdef\"}"),
            on("PUT /portolan/v1/connections/{}/settings", EDITOR, "{\"bucket\": \"b\"}"),
            on("PUT /portolan/v1/connections/{}/schedule", EDITOR, "{\"cron\": \"0 5 * * *\"}"),
            on("GET /portolan/v1/connections/{}/syncs", READER),
            on("POST /portolan/v1/connections/{}/syncs", SYNCER, "{}"),
            on("POST /portolan/v1/connections/{}/clear", OWNER),
            on("POST /portolan/v1/connections/{}/hide", OWNER),
            on("GET /portolan/v1/connections/{}/issues", READER),
            on("POST /portolan/v1/connections/{}/issues/retry", SYNCER, "{}"),
            on("GET /portolan/v1/connections/{}/roles", READER),
            on("PUT /portolan/v1/connections/{}/roles/users/{}", OWNER, "{\"role\": \"viewer\"}"),
            on("DELETE /portolan/v1/connections/{}/roles/users/{}", OWNER),
            on("PUT /portolan/v1/connections/{}/roles/groups/{}", OWNER, "{\"role\": \"viewer\"}"),
            on("DELETE /portolan/v1/connections/{}/roles/groups/{}", OWNER),
            on("PUT /portolan/v1/connections/{}/roles/organization", OWNER, "{\"role\": \"viewer\"}"),
            on("DELETE /portolan/v1/connections/{}/roles/organization", OWNER),
            on("GET /portolan/v1/hidden-connections", new InOrganization(Role.ADMIN, Optional.of(CONNECTIONS_READ))),
            on(
                    "DELETE /portolan/v1/hidden-connections/{}",
                    new InOrganization(Role.ADMIN, Optional.of(CONNECTIONS_WRITE))),
            on("GET /portolan/v1/syncs/{}", READER),
            on("POST /portolan/v1/syncs/{}/cancel", SYNCER),
            on("POST /portolan/v1/syncs/{}/confirm-deletions", OWNER),
            on("GET /portolan/v1/syncs/{}/events", READER),
            on("GET /portolan/v1/documents/{}", DOCUMENT_READER),
            on("GET /portolan/v1/documents/{}/text", DOCUMENT_READER));

    private static final List<Operation> ADMINISTRATION = List.of(
            on("GET /portolan/v1/revocations", ORGANIZATION_ADMIN),
            on("GET /portolan/v1/apps", ORGANIZATION_ADMIN),
            on(
                    "POST /portolan/v1/apps",
                    ORGANIZATION_ADMIN,
                    "{\"provider\": \"fake_drive\", \"name\": \"A\", \"clientId\": \"{new}\", \"clientSecret\": \"s\"}"),
            on("GET /portolan/v1/apps/{}", ORGANIZATION_ADMIN),
            on("PATCH /portolan/v1/apps/{}", ORGANIZATION_ADMIN, "{\"name\": \"B\"}"),
            on("DELETE /portolan/v1/apps/{}", ORGANIZATION_ADMIN),
            on("GET /portolan/v1/keys", ORGANIZATION_ADMIN),
            on("POST /portolan/v1/keys", ORGANIZATION_ADMIN, "{\"name\": \"k\", \"scopes\": [\"admin\"]}"),
            on("DELETE /portolan/v1/keys/{}", ORGANIZATION_ADMIN),
            on("GET /portolan/v1/users", ORGANIZATION_ADMIN),
            on("POST /portolan/v1/users", ORGANIZATION_ADMIN, "{\"name\": \"{new}\"}"),
            on("GET /portolan/v1/users/{}", ORGANIZATION_ADMIN),
            on("PATCH /portolan/v1/users/{}", ORGANIZATION_ADMIN, "{\"role\": \"editor\"}"),
            on("DELETE /portolan/v1/users/{}", ORGANIZATION_ADMIN),
            on("GET /portolan/v1/groups", ORGANIZATION_ADMIN),
            on("POST /portolan/v1/groups", ORGANIZATION_ADMIN, "{\"name\": \"{new}\"}"),
            on("GET /portolan/v1/groups/{}", ORGANIZATION_ADMIN),
            on("PATCH /portolan/v1/groups/{}", ORGANIZATION_ADMIN, "{\"name\": \"{new}\"}"),
            on("DELETE /portolan/v1/groups/{}", ORGANIZATION_ADMIN),
            on("GET /portolan/v1/groups/{}/members", ORGANIZATION_ADMIN),
            on("PUT /portolan/v1/groups/{}/members/{}", ORGANIZATION_ADMIN),
            on("DELETE /portolan/v1/groups/{}/members/{}", ORGANIZATION_ADMIN),
            on("GET /portolan/v1/encryption/rotation", new OfDeployment()),
            on("POST /portolan/v1/encryption/rotation", new OfDeployment()),
            on("GET /portolan/v1/organizations", new OfDeployment()),
            on("POST /portolan/v1/organizations", new OfDeployment(), "{\"name\": \"O\", \"slug\": \"{new}\"}"));

    private static final List<Operation> ZENSEARCH = List.of(
            on("GET /v1/connectors", LISTER),
            on("POST /v1/connectors", MAKER, """
                    {"name": "A", "type": "s3", "collection": "default", "config": {"bucket": "b"},
                     "credentials": {"accessKeyId": "AKIA0123456789ABCDEF", "secretAccessKey": "good-secret-key-0123"}}"""),
            on("GET /v1/connectors/{}", READER),
            on("PUT /v1/connectors/{}", EDITOR, "{\"name\": \"Another\"}"),
            on("DELETE /v1/connectors/{}", OWNER),
            on("POST /v1/connectors/{}/sync", SYNCER),
            on("GET /v1/connectors/{}/sync/{}", READER),
            on("GET /v1/connectors/oauth/{}/authorize", MAKER),
            on(
                    "POST /v1/connectors/oauth/{}/callback",
                    new OwnSecret("a state"),
                    "{\"code\": \"c\", \"state\": \"s\"}"));

    private static final List<Operation> BALLAST = List.of(
            on("GET /api/v1/sources", ANYBODY),
            on("GET /api/v1/sources/{}", ANYBODY),
            on("GET /api/v1/source-connections", LISTER),
            on("POST /api/v1/source-connections", MAKER, """
                    {"collectionId": "default", "sourceShortName": "s3", "name": "A",
                     "credentials": {"bucket": "b", "accessKeyId": "AKIA0123456789ABCDEF",
                                     "secretAccessKey": "good-secret-key-0123"}}"""),
            on("GET /api/v1/source-connections/{}", READER),
            on("POST /api/v1/source-connections/{}/test", SYNCER),
            on("POST /api/v1/source-connections/{}/run", SYNCER),
            on("PUT /api/v1/source-connections/{}/credentials", READING_EDITOR, """
                    {"credentials": {"accessKeyId": "AKIA0123456789ABCDEF", "secretAccessKey": "good-secret-key-0123"}}"""),
            on("PUT /api/v1/source-connections/{}/config", EDITOR, "{\"config\": {\"bucket\": \"b\"}}"),
            on("DELETE /api/v1/source-connections/{}", OWNER),
            on("DELETE /api/v1/source-connections/{}/data", READING_OWNER),
            on("GET /api/v1/source-connections/{}/syncs", READER),
            on("GET /api/v1/source-connections/{}/syncs/{}", READER),
            on("POST /api/v1/source-connections/{}/syncs/{}/cancel", READING_SYNCER));

    private static final List<Operation> STACKAI = List.of(
            on("GET /connections/available", new Open()),
            on("GET /connections", LISTER),
            on("POST /connections", MAKER, CARD),
            on("GET /connections/{}", READER),
            on("PUT /connections/{}", READING_EDITOR, CARD),
            on("PATCH /connections/{}", EDITOR, "{\"name\": \"Another\"}"),
            on("DELETE /connections/{}", OWNER),
            on("GET /connections/{}/health", READER),
            on("POST /connections/oauth/start", MAKER, CONSENT),
            on("POST /connections/oauth/callback", new OwnSecret("a state"), CONSENT),
            with("PUT /connections/oauth/callback/{}", new OwnSecret("a state"), "code=c&state=s", CONSENT),
            on("GET /connections/{}/resources", READER),
            on("GET /connections/{}/resources/children", READER),
            with("GET /connections/{}/resources/search", READER, "query=x", ""),
            on("GET /api/v1/connections", LISTER),
            on("GET /api/v1/connections/{}/rbac", READER),
            on(
                    "PUT /api/v1/connections/{}/rbac",
                    OWNER,
                    "{\"subject_type\": \"user\", \"role\": \"viewer\", \"subject_id\": \"{users}\"}"),
            with("DELETE /api/v1/connections/{}/rbac", OWNER, "subject_type=user&subject_id={users}", ""),
            on("PATCH /api/v1/connections/{}/organization-role", OWNER, "{\"role\": \"viewer\"}"));

    private static final List<Operation> SOURCESYNC = List.of(
            with("GET /v1/connections", LISTER, "namespaceId=default", ""),
            on("POST /v1/connections", MAKER, """
                    {"namespaceId": "default", "name": "A", "connector": "FAKE_DRIVE"}"""),
            with("GET /v1/connections/{}", READER, "namespaceId=default", ""),
            on("PATCH /v1/connections/{}", READING_EDITOR, "{\"namespaceId\": \"default\", \"name\": \"Another\"}"),
            on("POST /v1/connections/{}/revoke", READING_OWNER, "{\"namespaceId\": \"default\"}"),
            on("GET /v1/namespaces", ANYBODY),
            on("POST /v1/namespaces", LIBRARIAN, "{\"name\": \"N\", \"identifier\": \"{new}\"}"),
            on("GET /v1/namespaces/{}", ANYBODY),
            on("PATCH /v1/namespaces/{}", LIBRARIAN, "{\"name\": \"N\"}"),
            on("DELETE /v1/namespaces/{}", LIBRARIAN));

    private static final List<Operation> INFORMER = List.of(
            on("GET /api/libraries/{}/integration", LISTER),
            on(
                    "PUT /api/libraries/{}/integration",
                    new InOrganization(Role.ADMIN, Optional.of(CONNECTIONS_WRITE)),
                    "{\"integrationId\": \"{apps}\"}"),
            on("GET /api/libraries/{}/connection", new OnOnlyConnection(Role.VIEWER, Set.of(CONNECTIONS_READ), 404)),
            on("DELETE /api/libraries/{}/connection", new OnOnlyConnection(Role.ADMIN, Set.of(CONNECTIONS_WRITE), 404)),
            on("POST /api/libraries/{}/_sync", new OnOnlyConnection(Role.EDITOR, Set.of(CONNECTIONS_SYNC), 409), "{}"),
            on("GET /api/libraries/{}/account", new OnOnlyConnection(Role.VIEWER, Set.of(CONNECTIONS_READ), 404)),
            on("GET /api/progress/{}", new OwnSecret("a name that they chose")));

    private static final Map<String, Operation> ALL = Stream.of(
                    OURS, ADMINISTRATION, ZENSEARCH, BALLAST, STACKAI, SOURCESYNC, INFORMER)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Operation::route, Function.identity()));

    private Operations() {}

    /** What is known of a route; a mount that is there twice is one. */
    static Operation of(String route) {
        Operation known = ALL.get(Operation.unnamed(route).replace(" /api/v1/connectors", " /v1/connectors"));
        if (known == null) {
            throw new AssertionError("Say in Operations who may call " + route);
        }
        return known;
    }

    private static Operation on(String route, Need need) {
        return new Operation(route, need, "", "");
    }

    private static Operation on(String route, Need need, String body) {
        return new Operation(route, need, "", body);
    }

    private static Operation with(String route, Need need, String query, String body) {
        return new Operation(route, need, query, body);
    }
}
