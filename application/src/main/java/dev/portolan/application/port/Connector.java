package dev.portolan.application.port;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Settings;
import java.util.Optional;

/** Our code that speaks to a provider. Found by injection; no list names it. */
public interface Connector {

    Provider provider();

    /** A session bound to one connection. Cheap, and without I/O. */
    ConnectorSession open(Binding binding);

    /** What a session works with. */
    record Binding(Connection.Id connection, Settings settings, Keys keys) {}

    /** The connection's keys: may be used, not kept. */
    interface Keys {
        /** A secret by its field name; empty where the user gave none. */
        Optional<String> secret(String field);

        /**
         * The access token of a connection that was authorized in the browser, renewed if it is about to expire. To be asked for
         * at every call; may wait for a renewal, and ends with {@link ProviderFailure.Transient} when its thread is interrupted.
         *
         * @throws ProviderFailure.Unauthorized where there is none, or it needs re-authorization
         * @throws ProviderFailure.Transient where it has expired and its provider does not answer
         */
        default String accessToken() {
            throw new ProviderFailure.Unauthorized("This connection has not been authorized");
        }

        /**
         * Another access token than the one that the provider has just refused. However many ask, it is exchanged once.
         *
         * @throws ProviderFailure.Unauthorized where it cannot be renewed: refused again, the failure stands
         * @throws ProviderFailure.Transient where its provider does not answer
         */
        default String renew(String refused) {
            throw new ProviderFailure.Unauthorized("This connection has not been authorized");
        }

        /**
         * Whose quota calls count against: equal for all who use the same app and account, and no secret. Empty where nobody
         * shares it.
         */
        default String holder() {
            return "";
        }

        /** A kept field of the token response, such as {@code instance_url}. */
        default Optional<String> kept(String field) {
            return Optional.empty();
        }
    }
}
