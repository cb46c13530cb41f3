package dev.portolan.domain;

import java.util.Map;
import java.util.Optional;

/**
 * A connection with what is shown beside it, as of one moment. A part that was not asked for is empty.
 *
 * @param role the viewer's, where one was named
 * @param credential opened; empty where the connection has none
 * @param slug of the collection
 * @param maker empty where the user is gone
 * @param redirect where browsers go after the consent, if anywhere of the client's
 */
public record Sight(
        Connection connection,
        Optional<Role> role,
        Optional<SyncRun.Id> openRun,
        Optional<Credential> credential,
        Optional<String> slug,
        Optional<User> maker,
        Optional<String> redirect) {

    /** What is shown beside a connection by some and not by others. */
    public enum Part {
        CREDENTIAL,
        SLUG,
        MAKER
    }

    /** Keys and passwords as their owner may recognize them; none where it was authorized by a consent. */
    public Map<String, String> masked() {
        return credential.orElse(Credential.Secrets.NONE) instanceof Credential.Secrets secrets
                ? secrets.masked()
                : Map.of();
    }

    /** What a consent gave; empty where it is connected by keys. */
    public Optional<Credential.Tokens> tokens() {
        return credential.filter(Credential.Tokens.class::isInstance).map(Credential.Tokens.class::cast);
    }
}
