package dev.portolan.providers.googledrive;

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

/** Files in Google Drive, as one account sees them. */
@Singleton
public final class GoogleDriveConnector implements Connector {

    static final Provider.Id ID = new Provider.Id("google_drive");

    private static final AuthScheme.OAuth2 OAUTH = new AuthScheme.OAuth2(
            URI.create("https://accounts.google.com/o/oauth2/v2/auth"),
            URI.create("https://oauth2.googleapis.com/token"),
            Optional.of(new AuthScheme.Revocation(
                    URI.create("https://oauth2.googleapis.com/revoke"), AuthScheme.Revocation.Style.RFC7009)),
            List.of("https://www.googleapis.com/auth/drive.readonly"),
            "scope",
            " ",
            AuthScheme.ClientAuthentication.BODY,
            AuthScheme.BodyFormat.FORM,
            true,
            Map.of("access_type", "offline", "prompt", "consent"),
            Map.of(),
            List.of());

    private static final List<Field> SETTINGS = Stream.concat(
                    Stream.of(
                            Field.optional(
                                    "folders",
                                    Field.Type.TEXTS,
                                    "Folders",
                                    "Only these folders and what is in them: their ids, as in https://drive.google.com/drive/folders/…; all of My Drive, and what is shared with the account, where it is left empty"),
                            Field.optional(
                                    "sharedDrives",
                                    Field.Type.TEXTS,
                                    "Shared drives",
                                    "These too: their ids; * for every one that the account sees")),
                    Selection.FIELDS.stream())
            .toList();

    private final Provider provider;
    private final String api;
    private final Wire wire;
    private final Json json;

    public GoogleDriveConnector(Endpoints endpoints, Wire wire, Json json) {
        Endpoints.OfProvider own = endpoints.of(ID.value());
        this.provider = new Provider(
                ID,
                "Google Drive",
                "Files in My Drive and in shared drives",
                List.of("files", "documents"),
                List.of(own.oauth(OAUTH)),
                SETTINGS,
                Set.of(Capability.INCREMENTAL, Capability.DELETIONS, Capability.HIERARCHY, Capability.SEARCH),
                Optional.empty());
        this.api = own.api("https://www.googleapis.com/drive/v3");
        this.wire = wire;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        GoogleDriveApi account = new GoogleDriveApi(
                wire.bearing(
                        ID.value(),
                        binding.keys(),
                        new GoogleDriveFailures(json, OAUTH.scopes().getFirst())::of),
                json,
                api);
        return new GoogleDriveSession(account, new Choice(account, binding.settings()));
    }
}
