package dev.portolan.providers.graph;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Account;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import dev.portolan.providers.wire.Wire;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Microsoft Graph, as one connection sees it. */
public final class Graph {

    /** Of the worldwide cloud. */
    public static final String API = "https://graph.microsoft.com/v1.0";

    /** The directory that all personal accounts are in. */
    private static final String CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad";

    private final ProviderHttp http;
    private final Json json;
    private final String api;

    public Graph(Wire wire, Json json, String provider, String api, Connector.Keys keys) {
        this.http = wire.bearing(provider, keys, (call, reply) -> Optional.empty());
        this.json = json;
        this.api = api;
    }

    /** Consent at Microsoft's identity platform, for accounts of any directory and personal ones. It knows no revocation. */
    public static AuthScheme.OAuth2 oauth(List<String> scopes) {
        return new AuthScheme.OAuth2(
                URI.create("https://login.microsoftonline.com/common/oauth2/v2.0/authorize"),
                URI.create("https://login.microsoftonline.com/common/oauth2/v2.0/token"),
                Optional.empty(),
                scopes,
                "scope",
                " ",
                AuthScheme.ClientAuthentication.BODY,
                AuthScheme.BodyFormat.FORM,
                true,
                Map.of("response_mode", "query", "prompt", "select_account"),
                Map.of(),
                List.of());
    }

    /** The signed-in user; an object's id means something only together with its directory's. */
    public Account account(Provider.Id provider) {
        GraphPayloads.User me = http.get(
                () -> get("The account", "/me?$select=id,displayName,mail,userPrincipalName"),
                json.as(GraphPayloads.User.class));
        return new Account(
                provider,
                directory(me.id()) + "." + me.id(),
                me.mail().or(me::userPrincipalName),
                me.displayName().or(me::userPrincipalName).orElse(me.id()));
    }

    /** Ids of personal accounts are no UUIDs, and they have no organization to ask for. */
    private String directory(String user) {
        if (!user.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            return CONSUMERS;
        }
        return http
                .get(
                        () -> get("The account's directory", "/organization?$select=id"),
                        json.as(GraphPayloads.Organizations.class))
                .value()
                .stream()
                .map(GraphPayloads.Organization::id)
                .findFirst()
                .orElseThrow(
                        () -> new ProviderFailure.Invalid("Microsoft does not say which directory the account is in"));
    }

    private Call get(String about, String path) {
        return Call.get(about, URI.create(api + path)).unguarded();
    }
}
