package dev.portolan.providers.slack;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.providers.Endpoints;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Wire;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Channels of a Slack workspace, as one of its users sees them. */
@Singleton
public final class SlackConnector implements Connector {

    static final Provider.Id ID = new Provider.Id("slack");

    private static final AuthScheme.OAuth2 OAUTH = new AuthScheme.OAuth2(
            URI.create("https://slack.com/oauth/v2/authorize"),
            URI.create("https://slack.com/api/oauth.v2.access"),
            Optional.of(new AuthScheme.Revocation(
                    URI.create("https://slack.com/api/auth.revoke"), AuthScheme.Revocation.Style.BEARER)),
            List.of(
                    "channels:read",
                    "channels:history",
                    "groups:read",
                    "groups:history",
                    "users:read",
                    "users:read.email",
                    "files:read"),
            "user_scope",
            ",",
            AuthScheme.ClientAuthentication.BODY,
            AuthScheme.BodyFormat.FORM,
            false,
            Map.of(),
            Map.of(),
            List.of("team.id", "team.name"));

    private static final List<Field> SETTINGS = List.of(
            Field.optional(
                    "channels",
                    Field.Type.TEXTS,
                    "Channels",
                    "Only these, by name or id; every one that the user is in where it is left empty"),
            Field.optional(
                    "dateRange",
                    Field.Type.TEXT,
                    "Date range",
                    "Only messages of this time: 90d for the last 90 days, or 2026-01-01/2026-06-30"));

    private final Provider provider;
    private final String api;
    private final Wire wire;
    private final Json json;

    public SlackConnector(Endpoints endpoints, Wire wire, Json json) {
        Endpoints.OfProvider own = endpoints.of(ID.value());
        this.provider = new Provider(
                ID,
                "Slack",
                "Messages and threads of Slack channels",
                List.of("chat"),
                List.of(own.oauth(OAUTH)),
                SETTINGS,
                Set.of(),
                Optional.empty());
        this.api = own.api("https://slack.com/api");
        this.wire = wire;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new SlackSession(wire.bearing(ID.value(), binding.keys(), (call, reply) -> Optional.empty()), json, api);
    }
}
