package dev.portolan.application;

import dev.portolan.application.oauth.Consents;
import dev.portolan.application.oauth.Consents.Begun;
import dev.portolan.application.oauth.OAuthSettings;
import dev.portolan.application.oauth.RedirectUrls;
import dev.portolan.application.oauth.Registrations;
import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.PendingAuthorization.Starter;
import dev.portolan.domain.PendingAuthorization.Target;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import java.util.Optional;
import java.util.Set;

/** Asks for consent in the browser. What comes back is for {@link Callbacks}. */
public final class Authorizations {

    private final Connections connections;
    private final Collections collections;
    private final Catalog catalog;
    private final AuthorizationStore authorizations;
    private final Registrations registrations;
    private final Consents consents;
    private final OAuthSettings settings;
    private final RedirectUrls redirects;
    private final Rights rights;
    private final Transactions transactions;

    Authorizations(
            Connections connections,
            Collections collections,
            Catalog catalog,
            AuthorizationStore authorizations,
            Registrations registrations,
            Consents consents,
            OAuthSettings settings,
            Rights rights,
            Transactions transactions) {
        this.connections = connections;
        this.collections = collections;
        this.catalog = catalog;
        this.authorizations = authorizations;
        this.registrations = registrations;
        this.consents = consents;
        this.settings = settings;
        this.redirects = new RedirectUrls(settings.redirectOrigins());
        this.rights = rights;
        this.transactions = transactions;
    }

    /**
     * How a consent is asked for.
     *
     * @param dialect that asks
     * @param returns how the code will reach us
     * @param redirectUri where the provider sends the browser; empty: to our callback
     * @param clientRedirectUrl where we send the browser then; empty: where the connection's last consent went, if anywhere
     * @param allowAccountChange whether another account than the connection's may consent
     * @param collapse whether a fresh connection gives way to one that the account has in the same place
     */
    public record Options(
            String dialect,
            PendingAuthorization.Return returns,
            Field redirectUri,
            Field clientRedirectUrl,
            boolean allowAccountChange,
            boolean collapse) {

        /** A URL, under the name that the caller's API has for it. */
        public record Field(String name, Optional<String> value) {}

        /** Through our own callback page, and nothing special. */
        public static Options browser(String dialect, Optional<String> clientRedirectUrl) {
            return new Options(
                    dialect,
                    PendingAuthorization.Return.BROWSER,
                    new Field("redirectUri", Optional.empty()),
                    new Field("clientRedirectUrl", clientRedirectUrl),
                    false,
                    false);
        }

        /** The client sends the code itself. */
        public static Options call(String dialect, String redirectUriName, Optional<String> redirectUri) {
            return new Options(
                    dialect,
                    PendingAuthorization.Return.CALL,
                    new Field(redirectUriName, redirectUri),
                    new Field("clientRedirectUrl", Optional.empty()),
                    false,
                    false);
        }

        public Options collapsing() {
            return new Options(dialect, returns, redirectUri, clientRedirectUrl, allowAccountChange, true);
        }

        public Options allowingAccountChange(boolean allow) {
            return new Options(dialect, returns, redirectUri, clientRedirectUrl, allow, collapse);
        }
    }

    /** A connection that waits for consent, and how that is asked for. */
    public record Started(Connection connection, Begun begun) {}

    /** Makes a connection and asks for consent; neither without the other. */
    public Started create(Principal caller, Connections.New wanted, Options options) {
        return transactions.call(() -> {
            Connection connection = connections.create(caller, wanted);
            return new Started(connection, begin(caller, connection.id(), options));
        });
    }

    /** Changes a connection and asks for its consent again; neither without the other. */
    public Started update(Principal caller, Connection.Id id, Connections.Patch patch, Options options) {
        return transactions.call(() -> {
            Connection connection = connections.update(caller, id, patch);
            return new Started(connection, begin(caller, connection.id(), options));
        });
    }

    /**
     * Asks for consent, again if it was given before: for a connection that needs it, or to choose other pages or accounts.
     *
     * @throws Refusal.Conflict where there is no app of ours at the provider, or it knows no such consent
     */
    public Begun begin(Principal caller, Connection.Id id, Options options) {
        Connection connection = rights.connection(caller, id, KeyScope.CONNECTIONS_WRITE, Role.EDITOR);
        Optional<String> given = options.clientRedirectUrl()
                .value()
                .map(url -> redirects.checked(options.clientRedirectUrl().name(), url));
        return transactions.call(() -> {
            given.ifPresent(
                    url -> authorizations.setRedirect(connection.organization(), connection.id(), Optional.of(url)));
            Optional<String> then = given.or(() -> Optional.ofNullable(authorizations
                    .redirects(connection.organization(), Set.of(connection.id()))
                    .get(connection.id())));
            return begin(
                    caller,
                    app(caller, catalog.provider(connection.provider()), connection.collection()),
                    new Target.Existing(connection.id()),
                    options,
                    then);
        });
    }

    /** Asks for the consent to a connection that is made when it has come back, in {@link Callbacks#complete}. */
    public Begun begin(Principal caller, Provider provider, Optional<String> collection, Options options) {
        rights.require(caller, KeyScope.CONNECTIONS_WRITE, Role.EDITOR);
        Collection.Id where =
                collections.get(caller, collection.orElse(Access.DEFAULT)).id();
        return begin(caller, app(caller, provider, where), new Target.Fresh(where), options, Optional.empty());
    }

    private Begun begin(
            Principal caller, OAuthApp app, Target target, Options options, Optional<String> clientRedirectUrl) {
        String redirectUri = options.redirectUri()
                .value()
                .map(url -> redirects.checked(options.redirectUri().name(), url))
                .orElse(settings.callbackUrl());
        return consents.begin(new Consents.Wish(
                caller.organization(),
                new Starter(caller.user(), caller.role()),
                app,
                target,
                options.dialect(),
                options.returns(),
                redirectUri,
                clientRedirectUrl,
                options.allowAccountChange(),
                options.collapse()));
    }

    private OAuthApp app(Principal caller, Provider provider, Collection.Id collection) {
        if (provider.oauth().isEmpty()) {
            throw new Refusal.Conflict(provider.name() + " is not authorized in the browser but by its keys");
        }
        return registrations
                .best(caller.organization(), collection, provider.id())
                .orElseThrow(() -> new Refusal.Conflict(Registrations.howToRegister(provider)));
    }
}
