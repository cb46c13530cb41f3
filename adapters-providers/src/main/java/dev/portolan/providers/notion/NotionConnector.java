package dev.portolan.providers.notion;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.providers.Endpoints;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Wire;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
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

    private static final List<Field> SETTINGS = List.of(
            Field.optional(
                    "pages",
                    Field.Type.TEXTS,
                    "Pages",
                    "Only these pages and databases and what is in them: their ids, or their addresses as in https://www.notion.so/…; all that is shared with the connection where it is left empty"),
            Field.optional(
                    Choice.ABSENT,
                    Field.Type.FLAG,
                    "Delete what is not shared any more",
                    "Notion does not tell pages that are not shared any more from those that were deleted for good: they stay where this is off, and go where it is on"));

    /** Edits are told to the minute: one so recent may be followed by another of the same time. */
    private static final Duration FRESH = Duration.ofMinutes(2);

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
                Set.of(Capability.INCREMENTAL, Capability.DELETIONS, Capability.HIERARCHY, Capability.SEARCH),
                Optional.of(Duration.ofDays(1)));
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
        NotionApi workspace = new NotionApi(
                wire.bearing(ID.value(), binding.keys(), new NotionFailures(json)::of),
                wire.to(ID.value(), "", call -> call, (call, reply) -> Optional.empty()),
                json,
                api);
        Items items = new Items(edited -> !wire.until(edited.plus(FRESH)).isZero());
        return new NotionSession(workspace, items, new Choice(workspace, binding.settings()));
    }
}
