package dev.portolan.program.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.program.Pause;
import java.util.List;
import java.util.Map;
import org.example.zensearch.ApiClient;
import org.example.zensearch.ApiException;
import org.example.zensearch.api.ConnectorsApi;
import org.example.zensearch.api.JobsApi;
import org.example.zensearch.api.OAuthApi;
import org.example.zensearch.model.Connector;
import org.example.zensearch.model.ConnectorCallback;
import org.example.zensearch.model.ConnectorPatch;
import org.example.zensearch.model.Job;
import org.example.zensearch.model.NewConnector;

/** Connectors of zensearch: one that is connected by a path, one by consent. The generator has numbered the calls below {@code /v1}. */
record ZenSearchLife(Door door, ConnectorsApi connectors, JobsApi jobs, OAuthApi oauth) {

    ZenSearchLife(Door door) {
        this(door, client(door));
    }

    private ZenSearchLife(Door door, ApiClient client) {
        this(door, new ConnectorsApi(client), new JobsApi(client), new OAuthApi(client));
    }

    private static ApiClient client(Door door) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(door.url());
        client.setObjectMapper(Strict.mapper());
        client.setRequestInterceptor(door.authorized());
        return client;
    }

    void run() throws ApiException {
        Connector made = connectors
                .createConnector1(
                        new NewConnector()
                                .name("Papers")
                                .type("folder")
                                .collection("default")
                                .config(Map.of("path", door.directory())),
                        null)
                .getData();
        assertEquals(Connector.StatusEnum.PENDING, made.getStatus());
        String id = made.getId();
        assertTrue(connectors.listConnectors1(null, 10, null).getData().stream()
                .anyMatch(each -> id.equals(each.getId())));
        assertEquals(2, synced(id).getProgress().getIndexed());
        Connector changed = connectors
                .updateConnector1(
                        id, new ConnectorPatch().name("Renamed").config(Map.of("include", List.of("*.md"))), null)
                .getData();
        assertEquals("Renamed", changed.getName());
        assertEquals(
                Connector.StatusEnum.ACTIVE,
                connectors.getConnector1(id, null).getData().getStatus());
        connectors.deleteConnector1(id, null);

        consented();
        failures(id);
    }

    private Job synced(String id) throws ApiException {
        String job = jobs.startSync1(id, null).getData().getJobId();
        Job now = jobs.getSync1(id, job, null).getData();
        while (now.getFinishedAt() == null) {
            Pause.shortly();
            now = jobs.getSync1(id, job, null).getData();
        }
        assertEquals(Job.StatusEnum.COMPLETED, now.getStatus());
        return now;
    }

    private void consented() throws ApiException {
        String url = oauth.authorizeConnector1("box", null, null, null, null)
                .getData()
                .getAuthUrl()
                .toString();
        Map<String, String> brought = Door.brought(url);
        Connector made = oauth.completeConnector1(
                        "box", new ConnectorCallback().code(brought.get("code")).state(brought.get("state")), null)
                .getData();
        assertEquals(Connector.StatusEnum.ACTIVE, made.getStatus());
        connectors.deleteConnector1(made.getId(), null);
    }

    private void failures(String gone) {
        told(404, "not_found", assertThrows(ApiException.class, () -> connectors.getConnector1(gone, null)));
        told(
                400,
                "invalid_request",
                assertThrows(
                        ApiException.class,
                        () -> connectors.createConnector1(new NewConnector().type("gopher"), null)));
        ApiClient stranger = client(door).setRequestInterceptor(door.unauthorized());
        told(
                401,
                "unauthorized",
                assertThrows(ApiException.class, () -> new ConnectorsApi(stranger).listConnectors1(null, null, null)));
    }

    private static void told(int status, String code, ApiException failure) {
        assertEquals(status, failure.getCode(), failure.getResponseBody());
        assertEquals(
                code,
                Strict.read(failure.getResponseBody(), org.example.zensearch.model.Error.class)
                        .getError()
                        .getCode());
    }
}
