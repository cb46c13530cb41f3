package dev.portolan.providers.dropbox;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.providers.Endpoints;
import dev.portolan.providers.paths.Selection;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Wire;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files in a Dropbox, one's own or a team's. */
@Singleton
public final class DropboxConnector implements Connector {

    static final Provider.Id ID = new Provider.Id("dropbox");

    private static final AuthScheme.OAuth2 OAUTH = new AuthScheme.OAuth2(
            URI.create("https://www.dropbox.com/oauth2/authorize"),
            URI.create("https://api.dropboxapi.com/oauth2/token"),
            Optional.of(new AuthScheme.Revocation(
                    URI.create("https://api.dropboxapi.com/2/auth/token/revoke"), AuthScheme.Revocation.Style.BEARER)),
            List.of("account_info.read", "files.metadata.read", "files.content.read"),
            "scope",
            " ",
            AuthScheme.ClientAuthentication.BASIC,
            AuthScheme.BodyFormat.FORM,
            true,
            Map.of("token_access_type", "offline"),
            Map.of(),
            List.of());

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
    private final String content;
    private final Wire wire;
    private final Json json;

    public DropboxConnector(Endpoints endpoints, Wire wire, Json json) {
        Endpoints.OfProvider own = endpoints.of(ID.value());
        this.provider = new Provider(
                ID,
                "Dropbox",
                "Files in a Dropbox, one's own or a team's",
                List.of("files", "storage"),
                List.of(own.oauth(OAUTH)),
                SETTINGS,
                Set.of(Capability.INCREMENTAL, Capability.DELETIONS, Capability.HIERARCHY, Capability.SEARCH),
                Optional.empty());
        this.api = own.api("https://api.dropboxapi.com/2");
        this.content = own.content("https://content.dropboxapi.com/2");
        this.wire = wire;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        DropboxApi account = new DropboxApi(
                wire.bearing(ID.value(), binding.keys(), new DropboxFailures(json)::of), json, api, content);
        return new DropboxSession(account, Choice.of(binding.settings()));
    }
}
