package dev.portolan.application.oauth;

import dev.portolan.application.oauth.AuthorizationFailure.Kind;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.application.port.OAuthGateway.Client;
import dev.portolan.domain.Account;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes tokens of a code, and finds out whose they are and what they are worth. Stores nothing. */
public final class CodeExchange {

    private final Consents consents;
    private final Registrations registrations;
    private final OAuthGateway gateway;
    private final Grants grants;
    private final Function<Provider.Id, Connector> connectors;

    public CodeExchange(
            Consents consents,
            Registrations registrations,
            OAuthGateway gateway,
            Grants grants,
            Function<Provider.Id, Connector> connectors) {
        this.consents = consents;
        this.registrations = registrations;
        this.gateway = gateway;
        this.grants = grants;
        this.connectors = connectors;
    }

    public sealed interface Result {

        record Known(OAuthApp app, Account account, Credential.Tokens tokens) implements Result {}

        record Failed(AuthorizationFailure failure) implements Result {}

        /** Another call of the same state was faster, or its time is over. */
        record TooLate() implements Result {}
    }

    /** Uses a consent up without a code. @return whether it was there to be used */
    public boolean discard(PendingAuthorization pending) {
        return consents.take(pending).isPresent();
    }

    /** @param settings with which the provider is asked for the account, under the connection's id */
    public Result exchange(PendingAuthorization pending, String code, Connection.Id connection, Settings settings) {
        Optional<Consents.Taken> taken = consents.take(pending);
        if (taken.isEmpty()) {
            return new Result.TooLate();
        }
        Optional<OAuthApp> app = registrations.find(pending.organization(), pending.app());
        Optional<Client> client = registrations.client(pending.organization(), pending.app());
        if (app.isEmpty() || client.isEmpty()) {
            return failed(Kind.APP_REFUSED, "The OAuth app of this authorization is not configured any more");
        }
        String provider = registrations.name(pending.provider());
        Answer answer = gateway.exchange(
                client.get(), code, pending.redirectUri(), taken.get().verifier());
        return switch (answer) {
            case Answer.Granted granted ->
                identify(
                        pending,
                        app.get(),
                        client.get(),
                        granted.tokens(),
                        new Connector.Binding(connection, settings, new TokenKeys(granted.tokens())));
            case Answer.Refused refused ->
                failed(
                        Kind.CODE_REFUSED,
                        provider + " refused the authorization code (" + refused.code() + ": " + refused.reason()
                                + "). Start the authorization again.");
            case Answer.AppRefused refused ->
                failed(
                        Kind.APP_REFUSED,
                        provider + " does not accept the OAuth app "
                                + client.get().clientId() + " ("
                                + refused.code() + ": " + refused.reason()
                                + "); its client id, secret or redirect URI " + pending.redirectUri()
                                + " has to be corrected");
            case Answer.Unavailable unavailable -> down(provider, unavailable.reason());
        };
    }

    private Result identify(
            PendingAuthorization pending,
            OAuthApp app,
            Client client,
            Credential.Tokens tokens,
            Connector.Binding binding) {
        String provider = registrations.name(app.provider());
        List<String> missing = GrantedScopes.missing(client.scopes(), tokens.scopes());
        if (!missing.isEmpty()) {
            return failed(
                    Kind.TOO_NARROW,
                    "The consent at " + provider + " leaves out what is needed: " + String.join(", ", missing)
                            + ". Authorize again and allow it.");
        }
        try (ConnectorSession session = connectors.apply(app.provider()).open(binding)) {
            Account account = session.account();
            if (tokens.expiresAt().isPresent()
                    && tokens.refreshToken().isEmpty()
                    && !grants.renewable(pending.organization(), app, account)) {
                return failed(
                        Kind.NOT_LASTING,
                        provider + " gave access that expires and nothing to renew it with;"
                                + " the OAuth app has to be allowed offline access");
            }
            return new Result.Known(app, account, tokens);
        } catch (ProviderFailure failure) {
            return unidentified(provider, failure);
        }
    }

    private static Result unidentified(String provider, ProviderFailure failure) {
        return switch (failure) {
            case ProviderFailure.Transient f -> down(provider, f.message());
            case ProviderFailure.RateLimited f -> down(provider, f.message());
            case ProviderFailure.Unauthorized f -> nameless(provider, f);
            case ProviderFailure.Denied f -> nameless(provider, f);
            case ProviderFailure.Missing f -> nameless(provider, f);
            case ProviderFailure.Invalid f -> nameless(provider, f);
            case ProviderFailure.ResyncRequired f -> nameless(provider, f);
        };
    }

    private static Result nameless(String provider, ProviderFailure failure) {
        return failed(
                Kind.ACCOUNT_REFUSED,
                provider + " took the consent but would not say whose it is: " + failure.message());
    }

    private static Result down(String provider, String reason) {
        return failed(
                Kind.PROVIDER_DOWN,
                provider + " could not be reached (" + reason + "). Start the authorization again later.");
    }

    private static Result failed(Kind kind, String reason) {
        return new Result.Failed(new AuthorizationFailure(kind, reason));
    }
}
