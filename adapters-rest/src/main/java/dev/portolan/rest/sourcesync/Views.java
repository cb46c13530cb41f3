package dev.portolan.rest.sourcesync;

import dev.portolan.application.Credentials;
import dev.portolan.application.Credentials.Shown;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import dev.portolan.rest.sourcesync.ConnectionsJson.ConnectionView;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of connections what clients see: looks up their tokens, and where browsers go. */
@Singleton
final class Views {

    private final Credentials credentials;
    private final Connectors connectors;

    Views(Credentials credentials, Connectors connectors) {
        this.credentials = credentials;
        this.connectors = connectors;
    }

    ConnectionView of(Credentials.Seen seen) {
        return ConnectionView.of(
                seen.connection(),
                seen.slug(),
                connectors.consents(seen.connection().provider()),
                seen.tokens(),
                seen.clientRedirectUrl());
    }

    ConnectionView of(Principal caller, Collection namespace, Connection connection) {
        return of(caller, namespace, List.of(connection)).getFirst();
    }

    List<ConnectionView> of(Principal caller, Collection namespace, List<Connection> shown) {
        Map<Connection.Id, Shown> tokens = credentials.shown(caller, shown);
        Map<Connection.Id, String> urls = credentials.clientRedirectUrls(caller, shown);
        return shown.stream()
                .map(connection -> ConnectionView.of(
                        connection,
                        namespace.slug(),
                        connectors.consents(connection.provider()),
                        Optional.ofNullable(tokens.get(connection.id())),
                        Optional.ofNullable(urls.get(connection.id()))))
                .toList();
    }
}
