package dev.portolan.application.memory;

import dev.portolan.application.port.LoginStore;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Passwords, tokens, identities and attempts, in memory. */
public final class InMemoryLoginStore implements LoginStore {

    private final MemoryDatabase database;

    public InMemoryLoginStore(MemoryDatabase database) {
        this.database = database;
    }

    private Optional<User> user(Organization.Id organization, User.Id id) {
        return database.users.get(id.value()).filter(user -> user.organization().equals(organization));
    }

    private void requireUser(Organization.Id organization, User.Id id) {
        if (user(organization, id).isEmpty()) {
            throw new IllegalStateException("A login needs its user");
        }
    }

    @Override
    public void putPassword(Organization.Id organization, User.Id user, String hash) {
        database.run(() -> {
            requireUser(organization, user);
            database.passwords.put(user.value(), hash);
        });
    }

    @Override
    public Optional<String> password(Organization.Id organization, User.Id user) {
        return database.call(() -> user(organization, user).flatMap(known -> database.passwords.get(user.value())));
    }

    @Override
    public void addToken(Organization.Id organization, User.Id user, String hash, Instant expiresAt) {
        database.run(() -> {
            requireUser(organization, user);
            database.tokens.put(hash, new MemoryRows.Token(user, expiresAt));
        });
    }

    @Override
    public Map<String, TokenOwner> tokensByHash(Set<String> hashes) {
        Map<String, TokenOwner> found = new HashMap<>();
        database.run(() -> hashes.forEach(hash -> database.tokens
                .get(hash)
                .flatMap(token ->
                        database.users.get(token.user().value()).map(user -> new TokenOwner(user, token.expiresAt())))
                .ifPresent(owner -> found.put(hash, owner))));
        return found;
    }

    @Override
    public void removeLogins(Organization.Id organization, User.Id user) {
        database.run(() -> {
            if (user(organization, user).isPresent()) {
                database.tokens.removeIf(token -> token.user().equals(user), Integer.MAX_VALUE);
                database.passwords.remove(user.value());
            }
        });
    }

    @Override
    public Optional<User> userByIdentity(String issuer, String subject) {
        return database.call(() ->
                database.identities.get(issuer + "\n" + subject).flatMap(user -> database.users.get(user.value())));
    }

    @Override
    public boolean addIdentity(Organization.Id organization, User.Id user, String issuer, String subject) {
        return database.call(() -> {
            requireUser(organization, user);
            boolean free = database.identities.get(issuer + "\n" + subject).isEmpty();
            if (free) {
                database.identities.put(issuer + "\n" + subject, user);
            }
            return free;
        });
    }

    @Override
    public Attempts attempt(String subject, Instant now, Duration window) {
        return database.call(() -> {
            Attempts next = database.attempts
                    .get(subject)
                    .filter(open -> open.until().isAfter(now))
                    .map(open -> new Attempts(open.count() + 1, open.until()))
                    .orElseGet(() -> new Attempts(1, now.plus(window)));
            database.attempts.put(subject, next);
            return next;
        });
    }

    @Override
    public void forgiveAttempt(String subject) {
        database.run(() -> database.attempts
                .get(subject)
                .filter(open -> open.count() > 0)
                .ifPresent(open -> database.attempts.put(subject, new Attempts(open.count() - 1, open.until()))));
    }

    @Override
    public void forgetExpired(Instant now) {
        database.run(() -> {
            database.tokens.removeIf(token -> !token.expiresAt().isAfter(now), Integer.MAX_VALUE);
            database.attempts.removeIf(open -> !open.until().isAfter(now), Integer.MAX_VALUE);
        });
    }
}
