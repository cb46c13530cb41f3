package dev.portolan.persistence.organization;

import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Few;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import io.micronaut.data.model.Limit;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Users and keys in the database. */
@Singleton
final class JdbcAccessStore implements AccessStore {

    private static final UUID FIRST = new UUID(0, 0);

    /** Every request begins with it. */
    private static final String BY_HASH = """
            select k.*, %s
            from api_key k join app_user u on u.id = k.maker_id and u.organization_id = k.organization_id
            where k.hash""".formatted(Makers.COLUMNS);

    private final UserRepository users;
    private final KeyRepository keys;
    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcAccessStore(UserRepository users, KeyRepository keys, Jdbc jdbc, Transactions transactions) {
        this.users = users;
        this.keys = keys;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public boolean addUser(User user) {
        UserRow row = UserRow.of(user);
        return users.add(row.id(), row.organizationId(), row.name(), row.email(), row.role(), row.createdAt()) == 1;
    }

    @Override
    public boolean updateUser(User user) {
        UserRow row = UserRow.of(user);
        return users.change(row.id(), row.organizationId(), row.name(), row.email(), row.role()) == 1;
    }

    @Override
    public boolean removeUser(Organization.Id organization, User.Id id) {
        return transactions.call(() -> {
            keys.deleteByOrganizationIdAndMakerId(organization.value(), id.value());
            return users.deleteByOrganizationIdAndId(organization.value(), id.value()) == 1;
        });
    }

    @Override
    public List<User> users(Organization.Id organization, Optional<User.Id> after, int limit) {
        UUID from = after.map(User.Id::value).orElse(FIRST);
        return users
                .findByOrganizationIdAndIdGreaterThanOrderById(organization.value(), from, Limit.of(limit, 0))
                .stream()
                .map(UserRow::user)
                .toList();
    }

    @Override
    public List<User.Id> lockAdmins(Organization.Id organization) {
        jdbc.first("select id from organization where id = ? for update", row -> row.uuid("id"), organization.value());
        return users.findIdByOrganizationIdAndRole(organization.value(), Role.ADMIN.name()).stream()
                .map(User.Id::new)
                .toList();
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
    public Map<String, KeyOwner> keysByHash(Set<String> hashes) {
        Map<String, KeyOwner> found = new HashMap<>();
        jdbc.among(Few.of(hashes, hash -> hash), BY_HASH, JdbcAccessStore::owner)
                .forEach(found::putAll);
        return found;
    }

    private static Map<String, KeyOwner> owner(Row row) throws SQLException {
        ApiKey key = KeyRow.read(row).key();
        return Map.of(
                row.text("hash"),
                new KeyOwner(
                        key, Makers.read(row, key.maker(), key.organization()).orElseThrow()));
    }

    @Override
    public List<ApiKey> keys(Organization.Id organization) {
        return keys.findByOrganizationIdOrderByCreatedAtAndId(organization.value()).stream()
                .map(KeyRow::key)
                .toList();
    }

    @Override
    public List<ApiKey> keys(Organization.Id organization, Optional<ApiKey.Id> after, int limit) {
        UUID from = after.map(ApiKey.Id::value).orElse(FIRST);
        return keys
                .findByOrganizationIdAndIdGreaterThanOrderById(organization.value(), from, Limit.of(limit, 0))
                .stream()
                .map(KeyRow::key)
                .toList();
    }

    @Override
    public boolean removeKey(Organization.Id organization, ApiKey.Id id) {
        return keys.deleteByOrganizationIdAndId(organization.value(), id.value()) == 1;
    }
}
