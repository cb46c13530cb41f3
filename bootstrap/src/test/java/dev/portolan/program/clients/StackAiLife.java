package dev.portolan.program.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.example.stackai.ApiClient;
import org.example.stackai.ApiException;
import org.example.stackai.api.ConnectionsApi;
import org.example.stackai.api.OAuthApi;
import org.example.stackai.api.RbacApi;
import org.example.stackai.api.ResourcesApi;
import org.example.stackai.model.CardsJsonCard;
import org.example.stackai.model.ConnectionCardPatch;
import org.example.stackai.model.ErrorDetail;
import org.example.stackai.model.HTTPValidationError;
import org.example.stackai.model.HealthJson;
import org.example.stackai.model.OrganizationRole;
import org.example.stackai.model.RbacJsonShape;
import org.example.stackai.model.ResourcesJsonDirectoryJson;
import org.example.stackai.model.ResourcesJsonFileJson;
import org.example.stackai.model.ResourcesJsonListing;
import org.example.stackai.model.WantedShape;

/** Connections of StackAI: one that is connected by a path and browsed, one by consent. */
record StackAiLife(Door door, ConnectionsApi connections, ResourcesApi resources, RbacApi rbac, OAuthApi oauth) {

    StackAiLife(Door door) {
        this(door, client(door));
    }

    private StackAiLife(Door door, ApiClient client) {
        this(door, new ConnectionsApi(client), new ResourcesApi(client), new RbacApi(client), new OAuthApi(client));
    }

    private static ApiClient client(Door door) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(door.url());
        client.setObjectMapper(Strict.mapper());
        client.setRequestInterceptor(door.authorized());
        return client;
    }

    void run() throws ApiException {
        assertTrue(connections.getAvailableConnections().stream()
                .anyMatch(each -> "gdrive_oauth2".equals(each.getConnectionTypeId())));
        WantedShape wanted = new WantedShape()
                .name("Papers")
                .providerId("folder")
                .connectionTypeId("folder_credentials")
                .connectionProviderData(Map.of("path", door.directory()));
        CardsJsonCard made = connections.createConnection(wanted);
        String id = made.getConnectionId();
        assertEquals(made, connections.getConnection(id, false));
        assertTrue(connections.getConnections("folder", 1000, 0).contains(made));
        assertTrue(connections
                .getPaginatedConnections(null, 10, 0, "name", "asc")
                .getData()
                .contains(made));
        connections.updateConnection(id, wanted.name("Other"));
        assertEquals(
                "Renamed",
                connections
                        .patchConnection(id, new ConnectionCardPatch().name("Renamed"))
                        .getName());
        assertEquals(
                HealthJson.StatusEnum.HEALTHY,
                connections.getConnectionHealth(id).getStatus());
        browsed(id);
        shared(id, Objects.requireNonNull(made.getCreatedBy()).getId());
        connections.deleteConnection(id);

        consented();
        failures(id);
    }

    private void browsed(String id) throws ApiException {
        ResourcesJsonListing roots = resources.getChildrenResources(id, null, null, 50, false);
        ResourcesJsonDirectoryJson blue =
                (ResourcesJsonDirectoryJson) roots.getData().getFirst().getActualInstance();
        ResourcesJsonListing first = resources.getChildrenResources(id, blue.getResourceId(), null, 1, false);
        ResourcesJsonFileJson ocean =
                (ResourcesJsonFileJson) first.getData().getFirst().getActualInstance();
        assertEquals("ocean.txt", ocean.getInodePath().getPath().replaceAll(".*/", ""));
        ResourcesJsonListing second =
                resources.getChildrenResources(id, blue.getResourceId(), first.getNextCursor(), 1, false);
        assertNull(second.getNextCursor());
        Map<String, Object> found = resources.getConnectionResources(id, List.of(ocean.getResourceId(), "gone"), false);
        assertEquals(
                ocean.getContentHash(),
                ((Map<?, ?>) Objects.requireNonNull(found.get(ocean.getResourceId()))).get("content_hash"));
        assertTrue(found.containsKey("gone"));
        assertNull(found.get("gone"));
        ApiException unsearchable =
                assertThrows(ApiException.class, () -> resources.searchResources(id, "ocean", null, 50));
        assertEquals(400, unsearchable.getCode());
        Strict.read(unsearchable.getResponseBody(), ErrorDetail.class);
    }

    private void shared(String id, String maker) throws ApiException {
        rbac.updateConnectionOrganizationRole(id, new OrganizationRole().role("viewer"));
        rbac.updateConnectionRbac(
                id,
                new RbacJsonShape()
                        .subjectType(RbacJsonShape.SubjectTypeEnum.USER)
                        .role("admin")
                        .subjectId(UUID.fromString(maker)));
        assertEquals(List.of(maker), rbac.getConnectionRbac(id).getUserRoles().get("admin"));
        ApiException last =
                assertThrows(ApiException.class, () -> rbac.deleteConnectionRbac(id, "user", UUID.fromString(maker)));
        assertEquals(409, last.getCode(), "the last admin stays");
    }

    private void consented() throws ApiException {
        WantedShape wanted = new WantedShape()
                .name("Konrad's")
                .providerId("box")
                .connectionTypeId("box_oauth2")
                .connectionProviderData(Map.of());
        Map<String, String> brought =
                Door.brought(oauth.getOauthUrl(wanted, null).toString());
        CardsJsonCard made =
                oauth.createConnectionFromCallback(wanted, brought.get("code"), brought.get("state"), null, null);
        brought = Door.brought(oauth.getOauthUrl(wanted, null).toString());
        assertEquals(
                made.getConnectionId(),
                oauth.updateConnectionFromCallback(
                                made.getConnectionId(), wanted, brought.get("code"), null, null, null)
                        .getConnectionId());
        connections.deleteConnection(made.getConnectionId());
    }

    private void failures(String gone) {
        ApiException unknown = assertThrows(ApiException.class, () -> connections.getConnection(gone, false));
        assertEquals(404, unknown.getCode());
        Strict.read(unknown.getResponseBody(), ErrorDetail.class);
        ApiException invalid =
                assertThrows(ApiException.class, () -> connections.createConnection(new WantedShape().name("Nothing")));
        assertEquals(422, invalid.getCode());
        assertEquals(
                List.of("body", "provider_id"),
                Strict.read(invalid.getResponseBody(), HTTPValidationError.class)
                        .getDetail()
                        .getFirst()
                        .getLoc());
        ApiClient stranger = client(door).setRequestInterceptor(door.unauthorized());
        ApiException unauthorized =
                assertThrows(ApiException.class, () -> new ConnectionsApi(stranger).getConnections(null, null, null));
        assertEquals(401, unauthorized.getCode());
        Strict.read(unauthorized.getResponseBody(), ErrorDetail.class);
    }
}
