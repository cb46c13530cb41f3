package dev.portolan.persistence.organization;

import dev.portolan.application.port.LoginStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Few;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Keys;
import dev.portolan.persistence.database.Row;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Passwords, tokens, identities and attempts in the database. */
@Singleton
final class JdbcLoginStore implements LoginStore {

    private static final String USER = "u.id, u.organization_id, u.name, u.email, u.role, u.created_at";

    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcLoginStore(Jdbc jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void putPassword(Organization.Id organization, User.Id user, String hash) {
        transactions.run(() -> {
            jdbc.update(
                    "delete from user_password where user_id = ? and organization_id = ?",
                    user.value(),
                    organization.value());
            jdbc.update(
                    "insert into user_password (user_id, organization_id, hash) values (?, ?, ?)",
                    user.value(),
                    organization.value(),
                    hash);
        });
    }

    @Override
    public Optional<String> password(Organization.Id organization, User.Id user) {
        return jdbc.first(
                "select hash from user_password where user_id = ? and organization_id = ?",
                row -> row.text("hash"),
                user.value(),
                organization.value());
    }

    @Override
    public void addToken(Organization.Id organization, User.Id user, String hash, Instant expiresAt) {
        jdbc.update(
                "insert into login_token (hash, user_id, organization_id, expires_at) values (?, ?, ?, ?)",
                hash,
                user.value(),
                organization.value(),
                expiresAt);
    }

    @Override
    public Map<String, TokenOwner> tokensByHash(Set<String> hashes) {
        Map<String, TokenOwner> found = new HashMap<>();
        jdbc.among(
                        Few.of(hashes, hash -> hash),
                        "select " + USER
                                + ", t.hash, t.expires_at from login_token t join app_user u on u.id = t.user_id"
                                + " where t.hash",
                        row -> Map.of(row.text("hash"), new TokenOwner(user(row), row.instant("expires_at"))))
                .forEach(found::putAll);
        return found;
    }

    private static User user(Row row) throws SQLException {
        return new User(
                new User.Id(row.uuid("id")),
                new Organization.Id(row.uuid("organization_id")),
                row.text("name"),
                row.optionalText("email"),
                Role.valueOf(row.text("role")),
                row.instant("created_at"));
    }

    @Override
    public void removeLogins(Organization.Id organization, User.Id user) {
        transactions.run(() -> {
            jdbc.update(
                    "delete from login_token where user_id = ? and organization_id = ?",
                    user.value(),
                    organization.value());
            jdbc.update(
                    "delete from user_password where user_id = ? and organization_id = ?",
                    user.value(),
                    organization.value());
        });
    }

    @Override
    public Optional<User> userByIdentity(String issuer, String subject) {
        return jdbc.first(
                "select " + USER + " from external_identity i join app_user u on u.id = i.user_id"
                        + " where i.identity_key = ? and i.issuer = ? and i.subject = ?",
                JdbcLoginStore::user,
                identity(issuer, subject),
                issuer,
                subject);
    }

    private static UUID identity(String issuer, String subject) {
        return Keys.of(issuer + "\n" + subject);
    }

    @Override
    public boolean addIdentity(Organization.Id organization, User.Id user, String issuer, String subject) {
        return jdbc.update(
                        "insert into external_identity (identity_key, user_id, organization_id, issuer, subject)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing",
                        identity(issuer, subject),
                        user.value(),
                        organization.value(),
                        issuer,
                        subject)
                == 1;
    }

    @Override
    public Attempts attempt(String subject, Instant now, Duration window) {
        UUID key = Keys.of(subject);
        return transactions.call(() -> {
            jdbc.update(
                    "insert into login_attempts (subject_key, attempts, until_at) values (?, 0, ?) on conflict do nothing",
                    key,
                    now.plus(window));
            jdbc.update("""
                    update login_attempts set
                        attempts = case when until_at <= cast(? as timestamp with time zone) then 1 else attempts + 1 end,
                        until_at = case when until_at <= cast(? as timestamp with time zone)
                            then cast(? as timestamp with time zone) else until_at end
                    where subject_key = ?""", now, now, now.plus(window), key);
            return jdbc.first(
                            "select attempts, until_at from login_attempts where subject_key = ?",
                            row -> new Attempts(row.integer("attempts"), row.instant("until_at")),
                            key)
                    .orElseThrow();
        });
    }

    @Override
    public void forgiveAttempt(String subject) {
        jdbc.update(
                "update login_attempts set attempts = attempts - 1 where subject_key = ? and attempts > 0",
                Keys.of(subject));
    }

    @Override
    public void forgetExpired(Instant now) {
        jdbc.update("delete from login_token where expires_at <= ?", now);
        jdbc.update("delete from login_attempts where until_at <= ?", now);
    }
}
