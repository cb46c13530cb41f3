package dev.portolan.providers.box;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.Endpoints;
import dev.portolan.providers.paths.Selection;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Reply;
import dev.portolan.providers.wire.Wire;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files in a Box account. */
@Singleton
public final class BoxConnector implements Connector {

    static final Provider.Id ID = new Provider.Id("box");

    private static final AuthScheme.OAuth2 OAUTH = new AuthScheme.OAuth2(
            URI.create("https://account.box.com/api/oauth2/authorize"),
            URI.create("https://api.box.com/oauth2/token"),
            Optional.of(new AuthScheme.Revocation(
                    URI.create("https://api.box.com/oauth2/revoke"), AuthScheme.Revocation.Style.RFC7009)),
            List.of("root_readonly"),
            "scope",
            " ",
            AuthScheme.ClientAuthentication.BODY,
            AuthScheme.BodyFormat.FORM,
            false,
            Map.of(),
            Map.of(),
            List.of());

    private static final List<Field> SETTINGS = Stream.concat(
                    Stream.of(
                            Field.optional(
                                    "folders",
                                    Field.Type.TEXTS,
                                    "Folders",
                                    "Only these folders and what is in them: their ids, as in https://app.box.com/folder/12345; everything where it is left empty")),
                    Selection.FIELDS.stream())
            .toList();

    private final Provider provider;
    private final String api;
    private final Wire wire;
    private final Json json;

    public BoxConnector(Endpoints endpoints, Wire wire, Json json) {
        Endpoints.OfProvider own = endpoints.of(ID.value());
        this.provider = new Provider(
                ID,
                "Box",
                "Files in a Box account and what is shared with it",
                List.of("files", "storage"),
                List.of(own.oauth(OAUTH)),
                SETTINGS,
                Set.of(),
                Optional.empty());
        this.api = own.api("https://api.box.com/2.0");
        this.wire = wire;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new BoxSession(wire.bearing(ID.value(), binding.keys(), this::failure), json, api);
    }

    private Optional<ProviderFailure> failure(Call call, Reply reply) {
        return json.tree(reply.error())
                .filter(body -> Json.text(body, "code")
                        .filter("insufficient_scope"::equals)
                        .isPresent())
                .map(body -> new ProviderFailure.Denied(call.about() + ": the app's scopes do not cover it"));
    }
}
