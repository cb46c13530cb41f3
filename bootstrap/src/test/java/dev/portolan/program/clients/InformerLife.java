package dev.portolan.program.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.example.informer.ApiClient;
import org.example.informer.ApiException;
import org.example.informer.api.IntegrationApi;
import org.example.informer.api.SyncApi;
import org.example.informer.model.ChosenIntegration;
import org.example.informer.model.Integration;
import org.example.informer.model.LibraryFailure;
import org.example.informer.model.LibrarySync;
import org.example.informer.model.LibrarySyncProgress;
import org.example.informer.model.LibrarySyncResult;

/** A library of informer, from the choice of its integration to the end of its connection. */
record InformerLife(Door door, String app, Runnable consent, IntegrationApi libraries, SyncApi syncs) {

    private static final String LIBRARY = "library";

    InformerLife(Door door, String app, Runnable consent) {
        this(door, app, consent, client(door));
    }

    private InformerLife(Door door, String app, Runnable consent, ApiClient client) {
        this(door, app, consent, new IntegrationApi(client), new SyncApi(client));
    }

    private static ApiClient client(Door door) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(door.url());
        client.setObjectMapper(Strict.mapper());
        client.setRequestInterceptor(door.authorized());
        return client;
    }

    void run() throws ApiException {
        told(404, assertThrows(ApiException.class, () -> libraries.getIntegration(LIBRARY)));
        Integration chosen =
                libraries.putIntegration(LIBRARY, new ChosenIntegration().integrationId(UUID.fromString(app)));
        assertEquals("box", chosen.getType());
        assertEquals(chosen, libraries.getIntegration(LIBRARY));
        told(404, assertThrows(ApiException.class, () -> libraries.getConnection(LIBRARY)));
        consent.run();
        assertEquals(chosen.getId(), libraries.getConnection(LIBRARY).getIntegrationId());
        assertFalse(libraries.getAccount(LIBRARY).getAccountId().isEmpty());

        // The provider has an account and nothing in it.
        LibrarySyncResult synced =
                syncs.syncLibrary(LIBRARY, null, new LibrarySync().purge(false).progress("clients"));
        assertEquals(0, synced.getAddedFiles());
        LibrarySyncProgress progress = syncs.getProgress("clients");
        assertEquals("clients", progress.getId());
        assertEquals(synced.getErrors(), progress.getErrors());
        syncs.syncLibrary(LIBRARY, null, null);

        LibraryFailure wrong = told(
                400,
                assertThrows(
                        ApiException.class, () -> syncs.syncLibrary(LIBRARY, null, new LibrarySync().progress("a/b"))));
        assertTrue(wrong.getMessage().contains("progress"), wrong.getMessage());

        libraries.deleteConnection(LIBRARY);
        told(404, assertThrows(ApiException.class, () -> libraries.getConnection(LIBRARY)));
        LibraryFailure unconnected =
                told(409, assertThrows(ApiException.class, () -> syncs.syncLibrary(LIBRARY, null, null)));
        assertEquals("The library is not connected", unconnected.getMessage());
        ApiClient stranger = client(door).setRequestInterceptor(door.unauthorized());
        told(401, assertThrows(ApiException.class, () -> new IntegrationApi(stranger).getAccount(LIBRARY)));
    }

    private static LibraryFailure told(int status, ApiException failure) {
        assertEquals(status, failure.getCode(), failure.getResponseBody());
        LibraryFailure body = Strict.read(failure.getResponseBody(), LibraryFailure.class);
        assertEquals(status, body.getStatusCode());
        return body;
    }
}
