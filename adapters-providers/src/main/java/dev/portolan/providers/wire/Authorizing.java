package dev.portolan.providers.wire;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.ProviderFailure;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Puts the credential on, within each attempt, and may try once more with another one. */
interface Authorizing {

    /** @param attempt the call with what it is given, and the reading of its answer */
    <T> T attempt(Function<UnaryOperator<Call>, T> attempt);

    static Authorizing by(UnaryOperator<Call> credential) {
        return new Fixed(credential);
    }

    record Fixed(UnaryOperator<Call> credential) implements Authorizing {
        @Override
        public <T> T attempt(Function<UnaryOperator<Call>, T> attempt) {
            return attempt.apply(credential);
        }
    }

    /** The access token of a connection that was authorized in the browser; renewed once when it is refused. */
    record Bearer(Connector.Keys keys) implements Authorizing {
        @Override
        public <T> T attempt(Function<UnaryOperator<Call>, T> attempt) {
            String token = keys.accessToken();
            try {
                return attempt.apply(bearing(token));
            } catch (ProviderFailure.Unauthorized refused) {
                return attempt.apply(bearing(keys.renew(token)));
            }
        }

        private static UnaryOperator<Call> bearing(String token) {
            return call -> call.with("Authorization", "Bearer " + token);
        }
    }
}
