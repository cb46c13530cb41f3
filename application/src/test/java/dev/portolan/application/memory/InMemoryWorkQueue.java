package dev.portolan.application.memory;

import dev.portolan.application.port.WorkQueue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A queue that does nothing until a test drives it by hand. */
public final class InMemoryWorkQueue implements WorkQueue {

    private final MemoryDatabase database;
    private final InstantSource clock;

    public InMemoryWorkQueue(MemoryDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Work on the queue; {@code working}: a worker has it just now. */
    public record Entry(Work work, Instant at, boolean working) {}

    @Override
    public void add(Work work, Instant at) {
        database.run(() -> {
            if (database.work.get(work).filter(Entry::working).isEmpty()) {
                database.work.put(work, new Entry(work, turn(work, at), false));
            }
        });
    }

    private Instant turn(Work work, Instant at) {
        long waiting = database.work.stream()
                .filter(entry -> !entry.work().equals(work))
                .filter(entry -> entry.work().organization().equals(work.organization()))
                .count();
        return WorkQueue.turn(at, clock.instant(), waiting);
    }

    @Override
    public boolean has(Work work) {
        return database.call(() -> database.work.get(work).isPresent());
    }

    /** All that is waiting or being done, earliest first. */
    public List<Entry> entries() {
        return database.call(() ->
                database.work.stream().sorted(Comparator.comparing(Entry::at)).toList());
    }

    /** What is due next, given to nobody yet. */
    public Optional<Entry> next() {
        return entries().stream().filter(entry -> !entry.working()).findFirst();
    }

    /**
     * Has the earliest due work done. Where the worker throws, the work stays due, as after the death of a node, and the
     * exception goes to the caller.
     *
     * @return false where nothing was due
     */
    public boolean runNext(Worker worker, Instant now) {
        Optional<Entry> claimed = database.call(() -> {
            Optional<Entry> due = next().filter(entry -> !entry.at().isAfter(now));
            due.ifPresent(entry -> database.work.put(entry.work(), new Entry(entry.work(), entry.at(), true)));
            return due;
        });
        claimed.ifPresent(entry -> {
            Optional<Instant> again = Optional.of(entry.at());
            try {
                again = worker.work(entry.work());
            } finally {
                finish(entry.work(), again);
            }
        });
        return claimed.isPresent();
    }

    /** What dead workers held waits again, as after a missed heartbeat. */
    public void revive() {
        database.run(() -> entries()
                .forEach(entry -> database.work.put(entry.work(), new Entry(entry.work(), entry.at(), false))));
    }

    private void finish(Work work, Optional<Instant> again) {
        database.run(() -> again.ifPresentOrElse(
                at -> database.work.put(work, new Entry(work, turn(work, at), false)),
                () -> database.work.remove(work)));
    }

    /** Has everything done that is due at the clock's time, and goes on until nothing is. @return how many times a worker was called */
    public int runDue(Worker worker, Instant now) {
        int calls = 0;
        while (runNext(worker, now)) {
            calls++;
        }
        return calls;
    }

    /** Has everything done, letting the clock jump to whatever is next due. @return how many times a worker was called */
    public int runAll(Worker worker, SettableClock clock) {
        int calls = 0;
        for (Optional<Entry> next = next(); next.isPresent(); next = next()) {
            clock.advanceTo(next.get().at());
            runNext(worker, clock.instant());
            calls++;
        }
        return calls;
    }
}
