package dev.portolan.persistence.quota;

import dev.portolan.application.port.HoldStore;
import dev.portolan.persistence.database.Jdbc;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Quotas that are used up, in the database: a handful of rows, mostly none. */
@Singleton
final class JdbcHoldStore implements HoldStore {

    private record Hold(String key, Instant until) {}

    private final Jdbc jdbc;

    JdbcHoldStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void hold(String key, Instant until) {
        boolean isNew = jdbc.update(
                        "insert into provider_hold (hold_key, held_until) values (?, ?) on conflict do nothing",
                        key,
                        until)
                == 1;
        if (!isNew) {
            jdbc.update(
                    "update provider_hold set held_until = ? where hold_key = ? and held_until < ?", until, key, until);
        }
    }

    @Override
    public Map<String, Instant> active(Instant now) {
        List<Hold> all = jdbc.list(
                "select hold_key, held_until from provider_hold",
                row -> new Hold(row.text("hold_key"), row.instant("held_until")));
        List<Hold> active =
                all.stream().filter(hold -> hold.until().isAfter(now)).toList();
        if (active.size() < all.size()) {
            jdbc.update("delete from provider_hold where held_until <= ?", now);
        }
        return active.stream().collect(Collectors.toMap(Hold::key, Hold::until));
    }
}
