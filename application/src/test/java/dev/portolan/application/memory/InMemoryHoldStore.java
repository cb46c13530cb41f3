package dev.portolan.application.memory;

import dev.portolan.application.port.HoldStore;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Quotas that are used up, in memory. */
public final class InMemoryHoldStore implements HoldStore {

    private final MemoryDatabase database;

    public InMemoryHoldStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void hold(String key, Instant until) {
        database.run(() -> {
            if (database.holds.get(key).filter(held -> !held.isBefore(until)).isEmpty()) {
                database.holds.put(key, until);
            }
        });
    }

    @Override
    public Map<String, Instant> active(Instant now) {
        return database.call(() -> {
            Map<String, Instant> active = new TreeMap<>();
            database.holds.after("").forEach((key, until) -> {
                if (until.isAfter(now)) {
                    active.put(key, until);
                }
            });
            return active;
        });
    }
}
