package dev.portolan.application.memory;

import dev.portolan.application.port.AccessStore;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Users and keys, in memory. */
public final class InMemoryAccessStore implements AccessStore {

    private final MemoryDatabase database;

    public InMemoryAccessStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public boolean addUser(User user) {
        return database.call(() -> {
            if (userByName(user.organization(), user.name()).isPresent()) {
                return false;
            }
            database.users.put(user.id().value(), user);
            return true;
        });
    }

    @Override
    public boolean updateUser(User user) {
        return database.call(() -> {
            boolean free = userByName(user.organization(), user.name())
                    .filter(other -> !other.id().equals(user.id()))
                    .isEmpty();
            if (!free || user(user.organization(), user.id()).isEmpty()) {
                return false;
            }
            database.users.put(user.id().value(), user);
            return true;
        });
    }

    @Override
    public boolean removeUser(Organization.Id organization, User.Id id) {
        return database.call(() -> {
            if (user(organization, id).isEmpty()) {
                return false;
            }
            database.keys.removeIf(stored -> stored.key().maker().equals(id), Integer.MAX_VALUE);
            database.members.removeIf(member -> member.user().equals(id.value()), Integer.MAX_VALUE);
            database.accessGrants.removeIf(row -> row.subject().equals(id.value()), Integer.MAX_VALUE);
            database.tokens.removeIf(token -> token.user().equals(id), Integer.MAX_VALUE);
            database.identities.removeIf(id::equals, Integer.MAX_VALUE);
            database.passwords.remove(id.value());
            return database.users.remove(id.value());
        });
    }

    @Override
    public List<User> users(Organization.Id organization, Optional<User.Id> after, int limit) {
        return database.call(() ->
                database.users.after(after.map(User.Id::value).orElse(new UUID(0, 0))).values().stream()
                        .filter(user -> user.organization().equals(organization))
                        .limit(limit)
                        .toList());
    }

    @Override
    public List<User.Id> lockAdmins(Organization.Id organization) {
        return database.call(() -> database.users.stream()
                .filter(user -> user.organization().equals(organization) && user.role() == Role.ADMIN)
                .map(User::id)
                .toList());
    }

    @Override
    public Optional<User> user(Organization.Id organization, User.Id id) {
        return database.call(() -> database.users
                .get(id.value())
                .filter(user -> user.organization().equals(organization)));
    }

    @Override
    public Optional<User> userByName(Organization.Id organization, String name) {
        return database.call(() -> database.users.stream()
                .filter(user ->
                        user.organization().equals(organization) && user.name().equals(name))
                .findFirst());
    }

    @Override
    public void addKey(ApiKey key, String hash) {
        database.run(() -> {
            if (user(key.organization(), key.maker()).isEmpty()) {
                throw new IllegalStateException("A key needs its maker");
            }
            if (database.keys.stream().anyMatch(stored -> stored.hash().equals(hash))) {
                throw new IllegalStateException("Two keys of the same hash");
            }
            database.keys.put(key.id().value(), new MemoryRows.Key(key, hash));
        });
    }

    @Override
    public Map<String, KeyOwner> keysByHash(Set<String> hashes) {
        Map<String, KeyOwner> found = new HashMap<>();
        database.run(() -> database.keys.stream()
                .filter(stored -> hashes.contains(stored.hash()))
                .forEach(stored -> user(
                                stored.key().organization(), stored.key().maker())
                        .ifPresent(maker -> found.put(stored.hash(), new KeyOwner(stored.key(), maker)))));
        return found;
    }

    @Override
    public List<ApiKey> keys(Organization.Id organization) {
        return database.call(() -> database.keys.stream()
                .map(MemoryRows.Key::key)
                .filter(key -> key.organization().equals(organization))
                .sorted(Comparator.comparing(ApiKey::createdAt))
                .toList());
    }

    @Override
    public List<ApiKey> keys(Organization.Id organization, Optional<ApiKey.Id> after, int limit) {
        return database.call(() ->
                database.keys.after(after.map(ApiKey.Id::value).orElse(new UUID(0, 0))).values().stream()
                        .map(MemoryRows.Key::key)
                        .filter(key -> key.organization().equals(organization))
                        .limit(limit)
                        .toList());
    }

    @Override
    public boolean removeKey(Organization.Id organization, ApiKey.Id id) {
        return database.call(() -> database.keys
                        .get(id.value())
                        .filter(stored -> stored.key().organization().equals(organization))
                        .isPresent()
                && database.keys.remove(id.value()));
    }
}
