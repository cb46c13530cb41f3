package dev.portolan.providers.sharepoint;

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

/** Files in the document libraries of SharePoint sites. */
@Singleton
public final class SharePointConnector implements Connector {

    static final Provider.Id ID = new Provider.Id("sharepoint");

    private static final List<String> SCOPES =
            List.of("offline_access", "User.Read", "Sites.Read.All", "Files.Read.All");

    private static final List<Field> SETTINGS = Stream.concat(
                    Stream.of(
                            Field.optional(
                                    "sites",
                                    Field.Type.TEXTS,
                                    "Sites",
                                    "Only these, by their addresses such as https://acme.sharepoint.com/sites/marketing; those that the user follows where it is left empty"),
                            Field.optional(
                                    "libraries",
                                    Field.Type.TEXTS,
                                    "Libraries",
                                    "Only document libraries with these names; every one where it is left empty")),
                    Selection.FIELDS.stream())
            .toList();

    private final Provider provider;
    private final String api;
    private final Wire wire;
    private final Json json;

    public SharePointConnector(Endpoints endpoints, Wire wire, Json json) {
        Endpoints.OfProvider own = endpoints.of(ID.value());
        this.provider = new Provider(
                ID,
                "SharePoint",
                "Files in the document libraries of SharePoint sites",
                List.of("files", "documents"),
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
        return new SharePointSession(new Graph(wire, json, ID.value(), api, binding.keys()));
    }
}
