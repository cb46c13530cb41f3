package dev.portolan.application.port;

import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What users prove with who they are, and how often somebody tried. All of it goes when the user goes. */
public interface LoginStore {

    /** Replaces the password that the user had, if any, by what {@link PasswordHashing} made of another. */
    void putPassword(Organization.Id organization, User.Id user, String hash);

    Optional<String> password(Organization.Id organization, User.Id user);

    /** A token by its SHA-256, hexadecimal. */
    void addToken(Organization.Id organization, User.Id user, String hash, Instant expiresAt);

    /**
     * Across organizations, as a token says itself whose it is; expired ones included until they are forgotten. Those that are not
     * there are left out.
     */
    Map<String, TokenOwner> tokensByHash(Set<String> hashes);

    /** Ends all tokens and the password of the user. */
    void removeLogins(Organization.Id organization, User.Id user);

    /** Across organizations: the user as an issuer knows them. */
    Optional<User> userByIdentity(String issuer, String subject);

    /** @return false where the identity is somebody's already */
    boolean addIdentity(Organization.Id organization, User.Id user, String issuer, String subject);

    /** Counts one more attempt of a name or an address, in a window that begins with the first and ends for all at once. */
    Attempts attempt(String subject, Instant now, Duration window);

    /** Takes back one attempt that was none. */
    void forgiveAttempt(String subject);

    /** For the clock: removes expired tokens and ended windows. */
    void forgetExpired(Instant now);

    /** A token and whose it is. */
    record TokenOwner(User user, Instant expiresAt) {}

    /** @param count with the last one */
    record Attempts(int count, Instant until) {}
}
