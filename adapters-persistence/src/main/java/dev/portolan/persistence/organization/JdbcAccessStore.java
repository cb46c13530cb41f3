package dev.portolan.persistence.organization;

import dev.portolan.application.port.AccessStore;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Users and keys in the database. */
@Singleton
final class JdbcAccessStore implements AccessStore {

    private final UserRepository users;
    private final KeyRepository keys;

    JdbcAccessStore(UserRepository users, KeyRepository keys) {
        this.users = users;
        this.keys = keys;
    }

    @Override
    public boolean addUser(User user) {
        UserRow row = UserRow.of(user);
        return users.add(row.id(), row.organizationId(), row.name(), row.email(), row.role(), row.createdAt()) == 1;
    }

    @Override
    public Optional<User> user(Organization.Id organization, User.Id id) {
        return users.findByOrganizationIdAndId(organization.value(), id.value()).map(UserRow::user);
    }

    @Override
    public Optional<User> userByName(Organization.Id organization, String name) {
        return users.findByOrganizationIdAndName(organization.value(), name).map(UserRow::user);
    }

    @Override
    public void addKey(ApiKey key, String hash) {
        keys.save(KeyRow.of(key, hash));
    }

    @Override
    public Optional<KeyOwner> keyByHash(String hash) {
        return keys.findByHash(hash)
                .map(KeyRow::key)
                .flatMap(key -> user(key.organization(), key.maker()).map(maker -> new KeyOwner(key, maker)));
    }

    @Override
    public List<ApiKey> keys(Organization.Id organization) {
        return keys.findByOrganizationIdOrderByCreatedAtAndId(organization.value()).stream()
                .map(KeyRow::key)
                .toList();
    }

    @Override
    public boolean removeKey(Organization.Id organization, ApiKey.Id id) {
        return keys.deleteByOrganizationIdAndId(organization.value(), id.value()) == 1;
    }
}
