package dev.portolan.program.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.example.sourcesync.ApiClient;
import org.example.sourcesync.ApiException;
import org.example.sourcesync.api.ConnectionsApi;
import org.example.sourcesync.api.NamespacesApi;
import org.example.sourcesync.model.NamespaceConnection;
import org.example.sourcesync.model.NamespaceConnectionBegun;
import org.example.sourcesync.model.NamespaceConnectionPatch;
import org.example.sourcesync.model.NamespaceConnectionReauthorization;
import org.example.sourcesync.model.NamespaceConnectionRevocation;
import org.example.sourcesync.model.NamespaceFailure;
import org.example.sourcesync.model.NewNamespace;
import org.example.sourcesync.model.NewNamespaceConnection;

/** A connection of sourcesync, from pending to revoked. */
record SourceSyncLife(Door door, NamespacesApi namespaces, ConnectionsApi connections) {

    private static final String NAMESPACE = "ns_clients";
    private static final String THERE = "https://app.example/done";

    SourceSyncLife(Door door) {
        this(door, client(door));
    }

    private SourceSyncLife(Door door, ApiClient client) {
        this(door, new NamespacesApi(client), new ConnectionsApi(client));
    }

    private static ApiClient client(Door door) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(door.url());
        client.setObjectMapper(Strict.mapper());
        client.setRequestInterceptor(door.authorized());
        return client;
    }

    void run() throws ApiException {
        namespaces.createNamespace(new NewNamespace().name("Clients").identifier(NAMESPACE));
        assertTrue(namespaces.getNamespaces().getData().stream()
                .anyMatch(namespace -> NAMESPACE.equals(namespace.getIdentifier())));

        NamespaceConnectionBegun begun = connections
                .createConnection(
                        new NewNamespaceConnection()
                                .namespaceId(NAMESPACE)
                                .name("My Box")
                                .connector("BOX")
                                .clientRedirectUrl(THERE),
                        null)
                .getData();
        String id = begun.getConnection().getId();
        assertEquals(NamespaceConnection.StatusEnum.PENDING, connection(id).getStatus());
        assertNull(connection(id).getConfig().getCredentials());
        assertEquals(
                THERE + "?connectionId=" + id + "&status=success",
                door.consent(begun.getAuthorizationUrl().toString()));
        NamespaceConnection active = connection(id);
        assertEquals(NamespaceConnection.StatusEnum.ACTIVE, active.getStatus());
        assertTrue(Objects.requireNonNull(active.getExternalId()).startsWith("BOX|"));
        assertTrue(Objects.requireNonNull(active.getConfig().getCredentials())
                        .getAccessToken()
                        .length()
                > 10);
        assertEquals(
                1,
                connections
                        .getConnections(NAMESPACE, null, "BOX")
                        .getData()
                        .getConnections()
                        .size());

        NamespaceConnectionReauthorization patched = connections
                .updateConnection(
                        id,
                        new NamespaceConnectionPatch().namespaceId(NAMESPACE).name("Renamed"),
                        null)
                .getData();
        assertEquals("Renamed", patched.getConnection().getName());
        assertTrue(door.consent(patched.getAuthorizationUrl().toString()).endsWith("status=success"));

        NamespaceConnection revoked = connections
                .revokeConnection(id, new NamespaceConnectionRevocation().namespaceId(NAMESPACE), null)
                .getData()
                .getConnection();
        assertEquals(NamespaceConnection.StatusEnum.REVOKED, revoked.getStatus());
        failures();
    }

    private NamespaceConnection connection(String id) throws ApiException {
        return connections.getConnection(id, NAMESPACE, null).getData().getConnection();
    }

    private void failures() {
        told(
                404,
                "CONNECTION_NOT_FOUND",
                assertThrows(ApiException.class, () -> connections.getConnection("conn_unknown", NAMESPACE, null)));
        told(
                404,
                "NAMESPACE_NOT_FOUND",
                assertThrows(ApiException.class, () -> connections.getConnections("nowhere", null, null)));
        told(
                400,
                "INVALID_REQUEST",
                assertThrows(
                        ApiException.class,
                        () -> connections.createConnection(new NewNamespaceConnection().namespaceId(NAMESPACE), null)));
        ApiClient stranger = client(door).setRequestInterceptor(door.unauthorized());
        told(
                401,
                "UNAUTHORIZED",
                assertThrows(
                        ApiException.class, () -> new ConnectionsApi(stranger).getConnections(NAMESPACE, null, null)));
    }

    private static void told(int status, String code, ApiException failure) {
        assertEquals(status, failure.getCode(), failure.getResponseBody());
        assertEquals(
                code,
                Strict.read(failure.getResponseBody(), NamespaceFailure.class)
                        .getError()
                        .getCode());
    }
}
