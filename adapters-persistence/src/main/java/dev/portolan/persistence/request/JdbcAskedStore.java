package dev.portolan.persistence.request;

import dev.portolan.application.port.AskedStore;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Requests that are carried out once, in the database. */
@Singleton
final class JdbcAskedStore implements AskedStore {

    private final Jdbc jdbc;

    JdbcAskedStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Asked> note(Asked asked) {
        while (!add(asked)) {
            Optional<Asked> known = jdbc.first(
                    "select * from asked_request where organization_id = ? and sender = ? and request_key = ?",
                    JdbcAskedStore::asked,
                    asked.organization().value(),
                    asked.sender(),
                    asked.key());
            if (known.isPresent()) {
                return known;
            }
            // It went away in between: the next attempt to add may well succeed.
        }
        return Optional.empty();
    }

    private boolean add(Asked asked) {
        return jdbc.update(
                        """
                        insert into asked_request (id, organization_id, sender, request_key, fingerprint, answered, asked_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing""",
                        asked.id().value(),
                        asked.organization().value(),
                        asked.sender(),
                        asked.key(),
                        asked.fingerprint(),
                        asked.answered(),
                        asked.at())
                == 1;
    }

    @Override
    public boolean answered(Organization.Id organization, Credential.Id id) {
        return jdbc.update(
                        "update asked_request set answered = true where id = ? and organization_id = ?",
                        id.value(),
                        organization.value())
                == 1;
    }

    @Override
    public boolean remove(Organization.Id organization, Credential.Id id) {
        return jdbc.update(
                        "delete from asked_request where id = ? and organization_id = ?",
                        id.value(),
                        organization.value())
                == 1;
    }

    @Override
    public List<Asked> before(Instant time, int limit) {
        return jdbc.list(
                "select * from asked_request where asked_at < ? order by asked_at limit ?",
                JdbcAskedStore::asked,
                time,
                limit);
    }

    private static Asked asked(Row row) throws SQLException {
        return new Asked(
                new Credential.Id(row.uuid("id")),
                new Organization.Id(row.uuid("organization_id")),
                row.text("sender"),
                row.text("request_key"),
                row.text("fingerprint"),
                row.flag("answered"),
                row.instant("asked_at"));
    }
}
