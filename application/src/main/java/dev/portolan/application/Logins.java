package dev.portolan.application;

import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.LoginStore;
import dev.portolan.application.port.OrganizationStore;
import dev.portolan.application.port.PasswordHashing;
import dev.portolan.application.port.SecretSource;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Passwords, and the tokens that they buy. Guessing is limited for every name and every address, on all replicas. */
public final class Logins {

    static final Duration LIFETIME = Duration.ofHours(1);
    static final Duration WINDOW = Duration.ofMinutes(15);
    static final int ATTEMPTS_BY_NAME = 10;
    static final int ATTEMPTS_BY_ADDRESS = 100;
    private static final String TOKEN = "ptlt_";

    private final OrganizationStore organizations;
    private final AccessStore users;
    private final LoginStore store;
    private final PasswordHashing hashing;
    private final Operators operators;
    private final InstantSource clock;
    private final SecretSource secrets;
    private final Lazy decoy;
    private final Gathered<LoginStore, String, LoginStore.TokenOwner> tokens = new Gathered<>(LoginStore::tokensByHash);

    Logins(
            OrganizationStore organizations,
            AccessStore users,
            LoginStore store,
            PasswordHashing hashing,
            Operators operators,
            InstantSource clock,
            SecretSource secrets) {
        this.organizations = organizations;
        this.users = users;
        this.store = store;
        this.hashing = hashing;
        this.operators = operators;
        this.clock = clock;
        this.secrets = secrets;
        this.decoy = new Lazy(hashing);
    }

    /** How a login went. */
    public sealed interface Outcome {}

    /** @param token shown this once */
    public record Granted(String token, Duration lifetime) implements Outcome {}

    /** The name is unknown or the password wrong: which, is not told. */
    public record Denied() implements Outcome {}

    public record TooMany(Duration retryAfter) implements Outcome {}

    /**
     * @param username {@code name} of the organization {@code default}, or {@code organization:name}
     * @param address where the caller sits
     */
    public Outcome login(String username, String password, String address) {
        Instant now = clock.instant();
        LoginStore.Attempts ofName = store.attempt("name " + username, now, WINDOW);
        LoginStore.Attempts ofAddress = store.attempt("address " + address, now, WINDOW);
        if (ofName.count() > ATTEMPTS_BY_NAME || ofAddress.count() > ATTEMPTS_BY_ADDRESS) {
            Instant until = ofName.count() > ATTEMPTS_BY_NAME ? ofName.until() : ofAddress.until();
            return new TooMany(Duration.between(now, until));
        }
        Optional<User> user = user(username);
        Optional<String> hash = user.flatMap(known -> store.password(known.organization(), known.id()));
        // An unknown name takes as long as a wrong password.
        boolean right = hashing.matches(password, hash.orElseGet(decoy::hash)) && hash.isPresent();
        if (!right || user.isEmpty()) {
            return new Denied();
        }
        store.forgiveAttempt("name " + username);
        store.forgiveAttempt("address " + address);
        String token = TOKEN + secrets.next(32);
        store.addToken(user.get().organization(), user.get().id(), Fingerprints.of(token), now.plus(LIFETIME));
        return new Granted(token, LIFETIME);
    }

    private Optional<User> user(String username) {
        if (username.isBlank() || username.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        int colon = username.indexOf(':');
        return Optional.of(username)
                .filter(text -> colon > 0)
                .flatMap(text -> organizations.bySlug(text.substring(0, colon)))
                .map(home -> users.userByName(home.id(), username.substring(colon + 1)))
                .orElseGet(() ->
                        organizations.bySlug(Access.DEFAULT).flatMap(home -> users.userByName(home.id(), username)));
    }

    static boolean looksLikeToken(String text) {
        return text.startsWith(TOKEN);
    }

    /** Whom a token stands for, as they are now; empty where it is unknown or has expired. */
    Optional<Principal> caller(String token) {
        return tokens.find(store, Fingerprints.of(token))
                .filter(owner -> owner.expiresAt().isAfter(clock.instant()))
                .map(owner -> principal(owner.user()));
    }

    Principal principal(User user) {
        return new Principal(user.organization(), user.id(), user.role(), Set.of(KeyScope.ADMIN), operators.is(user));
    }

    /** Sets the password of the deployment's administrator where the operator gave one. */
    public void prepare(Optional<String> adminPassword) {
        Optional<User> admin =
                organizations.bySlug(Access.DEFAULT).flatMap(home -> users.userByName(home.id(), Operators.ADMIN));
        if (admin.isPresent() && adminPassword.isPresent()) {
            User user = admin.get();
            boolean same = store.password(user.organization(), user.id())
                    .filter(hash -> hashing.matches(adminPassword.get(), hash))
                    .isPresent();
            if (!same) {
                setPassword(user.organization(), user.id(), hash("PORTOLAN_ADMIN_PASSWORD", adminPassword.get()));
            }
        }
    }

    /** Whoever knew the old password is logged out. */
    void setPassword(Organization.Id organization, User.Id user, String hash) {
        store.removeLogins(organization, user);
        store.putPassword(organization, user, hash);
    }

    void removePassword(Organization.Id organization, User.Id user) {
        store.removeLogins(organization, user);
    }

    /** What is stored of a password that is good enough; slow, so that no transaction should wait for it. */
    String hash(String field, String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (password.length() < 8 || bytes > 72) {
            throw new Refusal.InvalidInput(field, "must have 8 characters or more, and no more than 72 bytes");
        }
        return hashing.hash(password);
    }

    /** For the clock. */
    void forget() {
        store.forgetExpired(clock.instant());
    }

    /** A hash that nobody's password has, made once it is needed: making one is slow. */
    private static final class Lazy {
        private final PasswordHashing hashing;
        private volatile String hash = "";

        Lazy(PasswordHashing hashing) {
            this.hashing = hashing;
        }

        String hash() {
            if (hash.isEmpty()) {
                hash = hashing.hash("nobody has this password");
            }
            return hash;
        }
    }
}
