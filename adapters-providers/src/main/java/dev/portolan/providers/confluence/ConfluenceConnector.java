package dev.portolan.providers.confluence;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.Endpoints;
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

/** Pages, blog posts and attachments of a Confluence Cloud site. */
@Singleton
public final class ConfluenceConnector implements Connector {

    static final Provider.Id ID = new Provider.Id("confluence");

    private static final AuthScheme.OAuth2 OAUTH = new AuthScheme.OAuth2(
            URI.create("https://auth.atlassian.com/authorize"),
            URI.create("https://auth.atlassian.com/oauth/token"),
            Optional.empty(),
            List.of(
                    "offline_access",
                    "read:me",
                    "read:space:confluence",
                    "read:page:confluence",
                    "read:comment:confluence",
                    "read:attachment:confluence",
                    "readonly:content.attachment:confluence",
                    "read:hierarchical-content:confluence",
                    "read:folder:confluence",
                    "read:content.metadata:confluence",
                    "read:user:confluence",
                    "search:confluence"),
            "scope",
            " ",
            AuthScheme.ClientAuthentication.BODY,
            AuthScheme.BodyFormat.JSON,
            false,
            Map.of("audience", "api.atlassian.com", "prompt", "consent"),
            Map.of(),
            List.of());

    private static final List<Field> SETTINGS = List.of(
            Field.optional(
                    "instanceUrl",
                    Field.Type.URL,
                    "Site",
                    "Such as https://acme.atlassian.net; needed where the consent covers several sites"),
            Field.optional(
                    "spaceKeys",
                    Field.Type.TEXTS,
                    "Spaces",
                    "Only spaces with these keys, such as ENG; every one where it is left empty"));

    private final Provider provider;
    private final String api;
    private final Wire wire;
    private final Json json;

    public ConfluenceConnector(Endpoints endpoints, Wire wire, Json json) {
        Endpoints.OfProvider own = endpoints.of(ID.value());
        this.provider = new Provider(
                ID,
                "Confluence",
                "Pages, blog posts and attachments of a Confluence Cloud site",
                List.of("wiki", "documents"),
                List.of(own.oauth(OAUTH)),
                SETTINGS,
                Set.of(),
                Optional.empty());
        this.api = own.api("https://api.atlassian.com");
        this.wire = wire;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new ConfluenceSession(
                wire.bearing(ID.value(), binding.keys(), this::failure),
                json,
                api,
                binding.settings().text("instanceUrl"));
    }

    /** A token of too few scopes is told by 401, like one that has expired; renewing would not help. */
    private Optional<ProviderFailure> failure(Call call, Reply reply) {
        return json.tree(reply.error())
                .flatMap(body -> Json.text(body, "message"))
                .filter(message -> reply.status() == 401 && message.contains("scope does not match"))
                .map(message -> new ProviderFailure.Denied(call.about() + ": the consent does not cover it"));
    }
}
