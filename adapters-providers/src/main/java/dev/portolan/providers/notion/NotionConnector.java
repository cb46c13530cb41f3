package dev.portolan.providers.notion;

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

/** Pages and databases of a Notion workspace, as far as the user has shared them. */
@Singleton
public final class NotionConnector implements Connector {

    static final Provider.Id ID = new Provider.Id("notion");

    static final String VERSION = "2026-03-11";

    private static final AuthScheme.OAuth2 OAUTH = new AuthScheme.OAuth2(
            URI.create("https://api.notion.com/v1/oauth/authorize"),
            URI.create("https://api.notion.com/v1/oauth/token"),
            Optional.of(new AuthScheme.Revocation(
                    URI.create("https://api.notion.com/v1/oauth/revoke"), AuthScheme.Revocation.Style.RFC7009)),
            List.of(),
            "scope",
            " ",
            AuthScheme.ClientAuthentication.BASIC,
            AuthScheme.BodyFormat.JSON,
            false,
            Map.of("owner", "user"),
            Map.of("Notion-Version", VERSION),
            List.of("bot_id", "workspace_id", "workspace_name"));

    private static final List<Field> SETTINGS = List.of();

    private final Provider provider;
    private final String api;
    private final Wire wire;
    private final Json json;

    public NotionConnector(Endpoints endpoints, Wire wire, Json json) {
        Endpoints.OfProvider own = endpoints.of(ID.value());
        this.provider = new Provider(
                ID,
                "Notion",
                "Pages and databases of a Notion workspace",
                List.of("wiki", "documents"),
                List.of(own.oauth(OAUTH)),
                SETTINGS,
                Set.of(),
                Optional.empty());
        this.api = own.api("https://api.notion.com/v1");
        this.wire = wire;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new NotionSession(wire.bearing(ID.value(), binding.keys(), this::failure), json, api);
    }

    /** A 403 that Notion itself has not seen comes from the edge before it, and passes. */
    private Optional<ProviderFailure> failure(Call call, Reply reply) {
        boolean edge = reply.status() == 403
                && reply.header("x-notion-request-id").isEmpty()
                && json.tree(reply.error()).isEmpty();
        return edge
                ? Optional.of(new ProviderFailure.Transient(call.about() + ": blocked on the way to Notion"))
                : Optional.empty();
    }
}
