package dev.portolan.rest;

import dev.portolan.application.port.AccessStore;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys of another store, and how often they were looked up. */
final class CountedAccess implements AccessStore {

    final AtomicInteger lookUps = new AtomicInteger();
    private final AccessStore store;

    CountedAccess(AccessStore store) {
        this.store = store;
    }

    @Override
    public Map<String, KeyOwner> keysByHash(Set<String> hashes) {
        lookUps.incrementAndGet();
        return store.keysByHash(hashes);
    }

    @Override
    public boolean updateUser(User user) {
        return store.updateUser(user);
    }

    @Override
    public boolean removeUser(Organization.Id organization, User.Id id) {
        return store.removeUser(organization, id);
    }

    @Override
    public List<User> users(Organization.Id organization, Optional<User.Id> after, int limit) {
        return store.users(organization, after, limit);
    }

    @Override
    public List<User.Id> lockAdmins(Organization.Id organization) {
        return store.lockAdmins(organization);
    }

    @Override
    public List<ApiKey> keys(Organization.Id organization, Optional<ApiKey.Id> after, int limit) {
        return store.keys(organization, after, limit);
    }

    @Override
    public boolean addUser(User user) {
        return store.addUser(user);
    }

    @Override
    public Optional<User> user(Organization.Id organization, User.Id id) {
        return store.user(organization, id);
    }

    @Override
    public Optional<User> userByName(Organization.Id organization, String name) {
        return store.userByName(organization, name);
    }

    @Override
    public void addKey(ApiKey key, String hash) {
        store.addKey(key, hash);
    }

    @Override
    public List<ApiKey> keys(Organization.Id organization) {
        return store.keys(organization);
    }

    @Override
    public boolean removeKey(Organization.Id organization, ApiKey.Id id) {
        return store.removeKey(organization, id);
    }
}
