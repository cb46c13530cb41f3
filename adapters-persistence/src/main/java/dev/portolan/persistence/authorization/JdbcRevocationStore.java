package dev.portolan.persistence.authorization;

import dev.portolan.application.port.RevocationStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Revocation;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be given back, in the database. */
@Singleton
final class JdbcRevocationStore implements RevocationStore {

    private final Jdbc jdbc;
    private final Transactions transactions;

    JdbcRevocationStore(Jdbc jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void add(Revocation revocation) {
        jdbc.update(
                """
                insert into revocation (id, organization_id, app_id, client_id, provider, account_id, state, attempts, note,
                    created_at, next_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as timestamp with time zone))""",
                revocation.id().value(),
                revocation.organization().value(),
                revocation.app().value(),
                revocation.clientId(),
                revocation.provider().value(),
                revocation.account(),
                revocation.state(),
                revocation.attempts(),
                revocation.note(),
                revocation.createdAt(),
                revocation.nextAt());
    }

    @Override
    public void update(Revocation revocation) {
        jdbc.update(
                """
                update revocation set state = ?, attempts = ?, note = ?, next_at = cast(? as timestamp with time zone)
                where id = ? and organization_id = ?""",
                revocation.state(),
                revocation.attempts(),
                revocation.note(),
                revocation.nextAt(),
                revocation.id().value(),
                revocation.organization().value());
    }

    @Override
    public List<Revocation> list(Organization.Id organization, int limit) {
        return jdbc.list(
                "select * from revocation where organization_id = ? order by id desc limit ?",
                JdbcRevocationStore::read,
                organization.value(),
                limit);
    }

    @Override
    public Optional<Revocation> take(Instant now, Instant retryAt) {
        return transactions.call(() -> {
            Optional<Revocation> taken =
                    jdbc.first("""
                            select * from revocation where next_at <= ? order by next_at limit 1
                            for update skip locked""", JdbcRevocationStore::read, now).map(due -> due.taken(retryAt));
            taken.ifPresent(this::update);
            return taken;
        });
    }

    @Override
    public int forget(Instant before, int limit) {
        return jdbc.update("""
                delete from revocation where id in (
                    select id from revocation where created_at < ? and next_at is null order by created_at limit ?)""", before, limit);
    }

    private static Revocation read(Row row) throws SQLException {
        return new Revocation(
                new Revocation.Id(row.uuid("id")),
                new Organization.Id(row.uuid("organization_id")),
                new OAuthApp.Id(row.uuid("app_id")),
                row.text("client_id"),
                new Provider.Id(row.text("provider")),
                row.text("account_id"),
                Revocation.State.valueOf(row.text("state")),
                row.integer("attempts"),
                row.text("note"),
                row.instant("created_at"),
                row.optionalInstant("next_at"));
    }
}
