package dev.portolan.application.port;

import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Storable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Speaks OAuth 2 to providers. Knows no store, keeps nothing, and never throws for what a provider answers. Calls end within a
 * minute; reasons are for users, can be stored, and carry no secret.
 */
public interface OAuthGateway {

    /** Where the browser goes to ask for consent. Pure data, no I/O. */
    URI authorizeUri(Client client, Consent consent);

    /**
     * Exchanges a code at once and once. The tokens have version 1.
     *
     * @param redirectUri as it was in the consent
     * @param verifier of PKCE, where the consent had a challenge
     */
    Answer exchange(Client client, String code, String redirectUri, Optional<String> verifier);

    /**
     * Exchanges a refresh token, once: an attempt that may have reached the provider is not repeated. What the answer does not
     * repeat (refresh token, scopes, kept fields) stays; the version is one higher.
     */
    Answer renew(Client client, Credential.Tokens tokens);

    /** Gives the grant behind the tokens back. Of a scheme without revocation: {@link Returned.NotOffered}, without a call. */
    Returned revoke(Client client, Credential.Tokens tokens);

    /** One of our apps at a provider. */
    record Client(
            Provider.Id provider,
            AuthScheme.OAuth2 scheme,
            String clientId,
            Optional<String> clientSecret,
            List<String> scopes) {
        public Client {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String toString() {
            return "Client[" + provider.value() + ", " + clientId + "]";
        }
    }

    /** What is asked for. {@code challenge}: PKCE, method S256; only where the scheme takes it. */
    record Consent(String state, String redirectUri, Optional<String> challenge) {}

    /** What the token endpoint said. {@code code}: the provider's own word, such as {@code invalid_grant}. */
    sealed interface Answer {

        record Granted(Credential.Tokens tokens) implements Answer {}

        /** The code or refresh token is not good any more; repeating it will not help. */
        record Refused(String code, String reason) implements Answer {
            public Refused {
                code = Storable.text(code);
                reason = Storable.text(reason);
            }
        }

        /** The app itself is refused (unknown client, wrong secret, redirect URI, scope): its owner has to act, not the user. */
        record AppRefused(String code, String reason) implements Answer {
            public AppRefused {
                code = Storable.text(code);
                reason = Storable.text(reason);
            }
        }

        /** It may work later: time-outs, 5xx, too many calls, broken answers, or the provider says so. Proves nothing. */
        record Unavailable(String reason, Optional<Duration> retryAfter) implements Answer {
            public Unavailable {
                reason = Storable.text(reason);
            }
        }
    }

    /** How giving back went. */
    sealed interface Returned {

        /** Confirmed, or the provider knew nothing of it any more. */
        record Done() implements Returned {}

        record NotOffered() implements Returned {}

        /** Repeating it will not help. */
        record Refused(String code, String reason) implements Returned {
            public Refused {
                code = Storable.text(code);
                reason = Storable.text(reason);
            }
        }

        record Unavailable(String reason, Optional<Duration> retryAfter) implements Returned {
            public Unavailable {
                reason = Storable.text(reason);
            }
        }
    }
}
