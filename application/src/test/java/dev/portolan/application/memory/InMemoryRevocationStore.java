package dev.portolan.application.memory;

import dev.portolan.application.port.RevocationStore;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Revocation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is to be given back, in memory. */
public final class InMemoryRevocationStore implements RevocationStore {

    private final MemoryDatabase database;

    public InMemoryRevocationStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void add(Revocation revocation) {
        database.run(() -> {
            if (database.revocations.get(revocation.id().value()).isPresent()) {
                throw new IllegalStateException("There is such a revocation already");
            }
            database.revocations.put(revocation.id().value(), revocation);
        });
    }

    @Override
    public void update(Revocation revocation) {
        database.run(() -> {
            boolean known = database.revocations
                    .get(revocation.id().value())
                    .filter(row -> row.organization().equals(revocation.organization()))
                    .isPresent();
            if (known) {
                database.revocations.put(revocation.id().value(), revocation);
            }
        });
    }

    @Override
    public List<Revocation> list(Organization.Id organization, int limit) {
        return database.call(() -> database.revocations.stream()
                .filter(revocation -> revocation.organization().equals(organization))
                .sorted(Comparator.comparing(
                                (Revocation revocation) -> revocation.id().value(), MemoryDatabase.UNSIGNED)
                        .reversed())
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Revocation> take(Instant now, Instant retryAt) {
        return database.call(() -> {
            Optional<Revocation> due = database.revocations.stream()
                    .filter(revocation ->
                            revocation.nextAt().filter(at -> !at.isAfter(now)).isPresent())
                    .min(Comparator.comparing(revocation -> revocation.nextAt().orElseThrow()));
            return due.map(revocation -> {
                Revocation taken = revocation.taken(retryAt);
                database.revocations.put(taken.id().value(), taken);
                return taken;
            });
        });
    }

    @Override
    public int forget(Instant before, int limit) {
        return database.call(() -> database.revocations.removeIf(
                revocation ->
                        revocation.nextAt().isEmpty() && revocation.createdAt().isBefore(before),
                limit));
    }
}
