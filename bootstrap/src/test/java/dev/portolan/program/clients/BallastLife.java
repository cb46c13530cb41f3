package dev.portolan.program.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.program.Pause;
import java.util.Map;
import org.example.ballast.ApiClient;
import org.example.ballast.ApiException;
import org.example.ballast.api.SourceConnectionsApi;
import org.example.ballast.api.SourcesApi;
import org.example.ballast.api.SyncsApi;
import org.example.ballast.model.NewSourceConfig;
import org.example.ballast.model.NewSourceConnection;
import org.example.ballast.model.NewSourceCredentials;
import org.example.ballast.model.SourceConnection;
import org.example.ballast.model.SourceFailure;
import org.example.ballast.model.SourceSync;
import org.example.ballast.model.SourceTest;

/** A connection of ballast, from the choice of its source to its deletion. */
record BallastLife(Door door, SourcesApi sources, SourceConnectionsApi connections, SyncsApi syncs) {

    BallastLife(Door door) {
        this(door, client(door));
    }

    private BallastLife(Door door, ApiClient client) {
        this(door, new SourcesApi(client), new SourceConnectionsApi(client), new SyncsApi(client));
    }

    private static ApiClient client(Door door) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(door.url());
        client.setObjectMapper(Strict.mapper());
        client.setRequestInterceptor(door.authorized());
        return client;
    }

    void run() throws ApiException {
        assertTrue(
                sources.listSources().getSources().stream().anyMatch(source -> "folder".equals(source.getShortName())));
        assertEquals("Folder", sources.getSource("folder").getSource().getName());
        sources.getSource("postgresql");

        SourceConnection made = connections
                .createSourceConnection(new NewSourceConnection()
                        .collectionId("default")
                        .sourceShortName("folder")
                        .name("Papers")
                        .credentials(Map.of("path", door.directory())))
                .getSourceConnection();
        assertEquals(SourceConnection.StatusEnum.PENDING, made.getStatus());
        String id = made.getId();
        assertTrue(connections.listSourceConnections("default", 10, null).getSourceConnections().stream()
                .anyMatch(each -> id.equals(each.getId())));
        assertEquals(SourceTest.StatusEnum.CONNECTED, syncs.testConnection(id).getStatus());

        SourceSync synced = synced(id);
        assertEquals(2, synced.getProgress().getIndexed());
        assertEquals(1, syncs.listSyncs(id, 10, null).getSyncs().size());
        assertEquals(
                SourceConnection.StatusEnum.CONNECTED,
                connections.getSourceConnection(id).getSourceConnection().getStatus());

        connections.updateConfig(id, new NewSourceConfig().config(Map.of("include", java.util.List.of("*.md"))));
        connections.updateCredentials(id, new NewSourceCredentials().credentials(Map.of("path", door.directory())));
        assertTrue(syncs.clearData(id).getSuccess());
        assertTrue(connections.deleteSourceConnection(id, true).getSuccess());

        failures(id);
    }

    private SourceSync synced(String id) throws ApiException {
        String sync = syncs.runSync(id).getSyncId();
        SourceSync now = syncs.getSync(id, sync).getSync();
        while (now.getFinishedAt() == null) {
            Pause.shortly();
            now = syncs.getSync(id, sync).getSync();
        }
        assertEquals(SourceSync.StatusEnum.COMPLETED, now.getStatus());
        return now;
    }

    private void failures(String gone) {
        told(404, "not_found", assertThrows(ApiException.class, () -> connections.getSourceConnection(gone)));
        told(
                400,
                "invalid_credentials",
                assertThrows(
                        ApiException.class,
                        () -> connections.createSourceConnection(new NewSourceConnection()
                                .sourceShortName("postgresql")
                                .credentials(Map.of()))));
        ApiClient stranger = client(door).setRequestInterceptor(door.unauthorized());
        told(401, "unauthorized", assertThrows(ApiException.class, () -> new SourcesApi(stranger).listSources()));
    }

    private static void told(int status, String code, ApiException failure) {
        assertEquals(status, failure.getCode(), failure.getResponseBody());
        SourceFailure body = Strict.read(failure.getResponseBody(), SourceFailure.class);
        assertEquals(code, body.getError());
    }
}
