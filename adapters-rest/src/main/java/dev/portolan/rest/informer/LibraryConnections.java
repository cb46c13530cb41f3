package dev.portolan.rest.informer;

import dev.portolan.application.CollectionApps;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import jakarta.inject.Singleton;

/** Finds the connection that is meant where a library is named. */
@Singleton
final class LibraryConnections {

    private final CollectionApps apps;

    LibraryConnections(CollectionApps apps) {
        this.apps = apps;
    }

    /** @throws Refusal.NotFound where the library is not connected */
    Connection get(Principal caller, String library, KeyScope scope) {
        return apps.connection(caller, library, scope)
                .orElseThrow(() -> new Refusal.NotFound("connection of library", library));
    }

    /** @throws Refusal.Conflict where the library is not connected */
    Connection toSync(Principal caller, String library) {
        return apps.connection(caller, library, KeyScope.CONNECTIONS_SYNC)
                .orElseThrow(() -> new Refusal.Conflict("The library is not connected"));
    }
}
