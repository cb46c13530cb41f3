package dev.portolan.application;

import dev.portolan.application.oauth.AuthorizationFailure;
import dev.portolan.application.oauth.AuthorizationFailure.Kind;
import dev.portolan.application.oauth.CodeExchange;
import dev.portolan.application.oauth.CodeExchange.Result;
import dev.portolan.application.oauth.Consents;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.PendingAuthorization.Target;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.Settings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes consents that come back from providers, on whichever server; each works once. */
public final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final Set<String> PASSING = Set.of("server_error", "temporarily_unavailable");
    private static final int LONGEST = 300;

    private final ConnectionStore connections;
    private final Drafts drafts;
    private final Catalog catalog;
    private final Consents consents;
    private final CodeExchange codes;
    private final Bindings bindings;
    private final Rights rights;
    private final InstantSource clock;

    Callbacks(
            ConnectionStore connections,
            Drafts drafts,
            Catalog catalog,
            Consents consents,
            CodeExchange codes,
            Bindings bindings,
            Rights rights,
            InstantSource clock) {
        this.connections = connections;
        this.drafts = drafts;
        this.catalog = catalog;
        this.consents = consents;
        this.codes = codes;
        this.bindings = bindings;
        this.rights = rights;
        this.clock = clock;
    }

    /** What the provider appended to the redirect URI. */
    public record Reply(Optional<String> code, Optional<String> error, Optional<String> errorDescription) {
        @Override
        public String toString() {
            return "Reply[error=" + error + "]";
        }
    }

    /** What became of a browser that came back. */
    public sealed interface Arrival {

        record Completed(Outcome outcome) implements Arrival {}

        /** Its client sends state and code on in a call of its own: nothing was used up. */
        record ToBeSent(String dialect) implements Arrival {}
    }

    /**
     * How an authorization ended.
     *
     * @param connection as it is now, which may be another than was asked for; empty where there is none
     * @param asked for which it was begun, where it was there already
     * @param clientRedirectUrl where the browser wants to go now
     */
    public record Outcome(
            String dialect,
            Optional<Connection> connection,
            Optional<Connection.Id> asked,
            Optional<AuthorizationFailure> failure,
            Optional<String> clientRedirectUrl) {

        /** The connection that works now. @throws Refusal where it came to nothing */
        public Connection authorized() {
            if (failure.isPresent()) {
                throw failure.get().refusal();
            }
            return connection.orElseThrow(() -> new Refusal.Conflict("The connection was deleted in the meantime"));
        }
    }

    /** What a call says about what its code is for. */
    public sealed interface Onto {

        record Existing(Connection.Id connection) implements Onto {}

        /** Where the consent was begun for a connection already, that one. */
        record Fresh(Connections.New wanted) implements Onto {}
    }

    /**
     * The browser comes back from the provider.
     *
     * @throws Refusal.InvalidInput where the state is none of ours, or was used before
     */
    public Arrival returned(String state, Reply reply) {
        PendingAuthorization pending = consents.byState(state).orElseThrow(Callbacks::unknownState);
        if (pending.returns() == PendingAuthorization.Return.CALL) {
            return new Arrival.ToBeSent(pending.dialect());
        }
        return switch (pending.target()) {
            case Target.Existing existing -> new Arrival.Completed(complete(pending, existing.connection(), reply));
            case Target.Fresh fresh -> throw unknownState();
        };
    }

    /**
     * A client sends the code that its browser brought back. Only who began may.
     *
     * @param state empty: of what the caller began last for this provider in this dialect
     * @throws Refusal.InvalidInput where the state is none of the caller's, or was used before
     */
    public Outcome complete(
            Principal caller, String dialect, Provider.Id provider, Optional<String> state, Reply reply, Onto onto) {
        PendingAuthorization pending = state.map(consents::byState)
                .orElseGet(() -> consents.newest(caller.organization(), caller.user(), dialect, provider))
                .filter(found -> found.organization().equals(caller.organization())
                        && found.starter().user().equals(caller.user())
                        && found.dialect().equals(dialect)
                        && found.provider().equals(provider)
                        && found.returns() == PendingAuthorization.Return.CALL)
                .orElseThrow(Callbacks::unknownState);
        return switch (pending.target()) {
            case Target.Existing existing -> {
                Connection.Id named = onto instanceof Onto.Existing(Connection.Id id)
                        ? rights.connection(caller, id, KeyScope.CONNECTIONS_WRITE, Role.EDITOR)
                                .id()
                        : existing.connection();
                if (!named.equals(existing.connection())) {
                    throw new Refusal.InvalidInput("state", "was begun for another connection");
                }
                yield complete(pending, named, reply);
            }
            case Target.Fresh fresh ->
                switch (onto) {
                    case Onto.Existing existing ->
                        complete(
                                pending,
                                rights.connection(
                                                caller, existing.connection(), KeyScope.CONNECTIONS_WRITE, Role.EDITOR)
                                        .id(),
                                reply);
                    case Onto.Fresh(Connections.New wanted) ->
                        completeNew(caller, pending, wanted.inUnlessTold(fresh.collection()), reply);
                };
        };
    }

    private Outcome complete(PendingAuthorization pending, Connection.Id target, Reply reply) {
        Settings settings = connections
                .find(pending.organization(), target)
                .map(Connection::settings)
                .orElse(Settings.NONE);
        Result result = settle(pending, reply, code -> codes.exchange(pending, code, target, settings));
        return switch (result) {
            case Result.Known known -> {
                Bindings.Ending ending = bindings.bind(pending, target, known);
                yield ending.failure()
                        .map(failure -> failed(pending, target, failure))
                        .orElseGet(() -> outcome(pending, ending.connection(), Optional.of(target), Optional.empty()));
            }
            case Result.Failed(AuthorizationFailure failure) -> failed(pending, target, failure);
            case Result.TooLate late -> throw usedState();
        };
    }

    private Result settle(PendingAuthorization pending, Reply reply, Function<String, Result> exchange) {
        if (pending.usedAt().isPresent()) {
            throw usedState();
        }
        if (pending.expired(clock.instant())) {
            return new Result.Failed(new AuthorizationFailure(
                    Kind.EXPIRED, "The authorization took longer than ten minutes. Start it again."));
        }
        if (reply.error().isPresent()) {
            return codes.discard(pending) ? new Result.Failed(denied(pending, reply)) : new Result.TooLate();
        }
        return exchange.apply(reply.code()
                .filter(code -> !code.isBlank())
                .orElseThrow(() -> new Refusal.InvalidInput("code", "is missing")));
    }

    private Outcome completeNew(Principal caller, PendingAuthorization pending, Connections.New wanted, Reply reply) {
        Drafts.Draft draft = drafts.draft(caller, wanted);
        if (!draft.connection().provider().equals(pending.provider())) {
            throw new Refusal.InvalidInput(wanted.words().provider(), "is not the one that was authorized");
        }
        Result result = settle(
                pending,
                reply,
                code -> codes.exchange(
                        pending,
                        code,
                        draft.connection().id(),
                        draft.connection().settings()));
        return switch (result) {
            case Result.Known known ->
                outcome(
                        pending,
                        Optional.of(bindings.bindNew(drafts, draft, known)),
                        Optional.empty(),
                        Optional.empty());
            case Result.Failed(AuthorizationFailure failure) ->
                outcome(pending, Optional.empty(), Optional.empty(), Optional.of(failure));
            case Result.TooLate late -> throw usedState();
        };
    }

    private AuthorizationFailure denied(PendingAuthorization pending, Reply reply) {
        String provider = catalog.provider(pending.provider()).name();
        String error = reply.error().orElse("");
        String detail = reply.errorDescription().map(text -> ": " + text).orElse("");
        return new AuthorizationFailure(
                PASSING.contains(error) ? Kind.PROVIDER_DOWN : Kind.DENIED,
                "Consent was not given at " + provider + " (" + plain(error + detail) + ")");
    }

    /** What comes from the browser's address line is anybody's text. */
    private static String plain(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", " ");
    }

    private Outcome failed(PendingAuthorization pending, Connection.Id target, AuthorizationFailure failure) {
        return outcome(pending, bindings.failed(pending, target, failure), Optional.of(target), Optional.of(failure));
    }

    private static Outcome outcome(
            PendingAuthorization pending,
            Optional<Connection> connection,
            Optional<Connection.Id> asked,
            Optional<AuthorizationFailure> failure) {
        LOG.info(
                "authorization ended provider={} connection={} failure={}",
                pending.provider().value(),
                connection.map(found -> found.id().value().toString()).orElse("none"),
                failure.map(why -> why.kind().name()).orElse("none"));
        return new Outcome(pending.dialect(), connection, asked, failure, pending.clientRedirectUrl());
    }

    private static Refusal.InvalidInput unknownState() {
        return new Refusal.InvalidInput("state", "is none of ours, or long over; start the authorization again");
    }

    private static Refusal.InvalidInput usedState() {
        return new Refusal.InvalidInput("state", "was used before; start the authorization again");
    }
}
