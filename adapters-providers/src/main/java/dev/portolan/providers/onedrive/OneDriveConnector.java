package dev.portolan.providers.onedrive;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.providers.Endpoints;
import dev.portolan.providers.graph.Graph;
import dev.portolan.providers.paths.Selection;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Wire;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files in a OneDrive, personal or for business. */
@Singleton
public final class OneDriveConnector implements Connector {

    static final Provider.Id ID = new Provider.Id("onedrive");

    private static final List<String> SCOPES = List.of("offline_access", "User.Read", "Files.Read.All");

    private static final List<Field> SETTINGS = Stream.concat(
                    Stream.of(
                            Field.optional(
                                    "folders",
                                    Field.Type.TEXTS,
                                    "Folders",
                                    "Only these folders and what is in them, such as /Projects; everything where it is left empty")),
                    Selection.FIELDS.stream())
            .toList();

    private final Provider provider;
    private final String api;
    private final Wire wire;
    private final Json json;

    public OneDriveConnector(Endpoints endpoints, Wire wire, Json json) {
        Endpoints.OfProvider own = endpoints.of(ID.value());
        this.provider = new Provider(
                ID,
                "OneDrive",
                "Files in a OneDrive, personal or for business",
                List.of("files", "storage"),
                List.of(own.oauth(Graph.oauth(SCOPES))),
                SETTINGS,
                Set.of(),
                Optional.empty());
        this.api = own.api(Graph.API);
        this.wire = wire;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new OneDriveSession(new Graph(wire, json, ID.value(), api, binding.keys()));
    }
}
