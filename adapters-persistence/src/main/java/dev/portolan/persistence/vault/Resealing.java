package dev.portolan.persistence.vault;

import dev.portolan.application.port.CredentialVault.Sealing;
import dev.portolan.persistence.database.Jdbc;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals with the newest key what older ones have sealed, in order of ids. How far it has come is in the rows themselves, so that
 * whoever goes on after a crash has lost nothing. A row that changes meanwhile is left to whoever changed it.
 */
@Singleton
final class Resealing {

    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
    private static final UUID BEGINNING = new UUID(0, 0);
    private static final int LOOKED_AT = 100;

    private final DataKeys keys;
    private final Jdbc jdbc;
    private final Set<UUID> told = ConcurrentHashMap.newKeySet();
    private volatile UUID after = BEGINNING;

    Resealing(DataKeys keys, Jdbc jdbc) {
        this.keys = keys;
        this.jdbc = jdbc;
    }

    /** A credential as it lies in the database. Nobody compares two of them. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Sealed(UUID id, UUID organization, int key, byte[] bytes) {
        byte[] purpose() {
            return Unsealing.associated(organization, id);
        }
    }

    boolean goOn(int most) {
        int newest = keys.writing();
        List<Sealed> older = older(newest, after, most);
        older.forEach(row -> reseal(row, newest));
        boolean more = older.size() == most;
        after = more ? older.getLast().id() : BEGINNING;
        return more;
    }

    private List<Sealed> older(int newest, UUID from, int most) {
        return jdbc.list(
                """
                select id, organization_id, data_key, sealed from credential
                where data_key < ? and id > ? order by id limit ?""",
                row -> new Sealed(
                        row.uuid("id"), row.uuid("organization_id"), row.integer("data_key"), row.bytes("sealed")),
                newest,
                from,
                most);
    }

    private void reseal(Sealed row, int newest) {
        try {
            byte[] plain = keys.open(row.key(), row.bytes(), row.purpose());
            jdbc.update(
                    "update credential set data_key = ?, sealed = ? where id = ? and organization_id = ? and sealed = ?",
                    newest,
                    keys.seal(newest, plain, row.purpose()),
                    row.id(),
                    row.organization(),
                    row.bytes());
        } catch (IllegalStateException foreign) {
            if (told.add(row.id())) {
                LOG.error("credential={} cannot be sealed anew: {}", row.id(), foreign.getMessage());
            }
        }
    }

    Sealing sealing() {
        int newest = keys.writing();
        long older = jdbc.number("select count(*) from credential where data_key < ?", newest);
        long unreadable = older(newest, BEGINNING, LOOKED_AT).stream()
                .filter(row -> !opens(row))
                .count();
        return new Sealing(
                newest, keys.since(newest), jdbc.number("select count(*) from credential"), older, unreadable);
    }

    private boolean opens(Sealed row) {
        try {
            keys.open(row.key(), row.bytes(), row.purpose());
            return true;
        } catch (IllegalStateException foreign) {
            return false;
        }
    }
}
