package dev.portolan.providers.parsing;

import dev.portolan.domain.ProviderFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parsers that run. Who has taken one gives it back or closes it. */
final class Processes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Processes.class);
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(1);

    /** After so many files a process is replaced: whatever a parser forgets to give back goes with it. */
    private static final int ENOUGH = 500;

    private record Idle(ParserProcess process, long since) {}

    private final ParseLimits limits;
    private final Path parent;
    private final String main;
    private final Watch watch = new Watch();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Set<ParserProcess> running = new HashSet<>();
    private @Nullable Spool spool;
    private boolean closed;

    Processes(ParseLimits limits, Path parent, String main) {
        this.limits = limits;
        this.parent = parent;
        this.main = main;
    }

    Watch watch() {
        return watch;
    }

    /** Made when it is needed first. */
    Spool spool() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw ParserPool.stopped();
            }
            Spool there = spool;
            if (there == null) {
                there = Spool.in(parent);
                spool = there;
            }
            return there;
        } finally {
            lock.unlock();
        }
    }

    /** The one that was given back last, so that others become idle; a new one where there is none. */
    ParserProcess take(BooleanSupplier cancelled) throws InterruptedException {
        Optional<ParserProcess> waiting = waiting();
        return waiting.isPresent() ? waiting.get() : fresh(cancelled);
    }

    private Optional<ParserProcess> waiting() {
        lock.lock();
        try {
            while (!idle.isEmpty()) {
                ParserProcess process = idle.pop().process();
                if (process.isAlive()) {
                    return Optional.of(process);
                }
                end(process);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    ParserProcess fresh(BooleanSupplier cancelled) throws InterruptedException {
        ParserProcess process = started();
        try (Watch.Guard guard = watch.over(process, STARTS_WITHIN, cancelled)) {
            try {
                process.awaitReady();
                return process;
            } catch (IOException dead) {
                int exitCode = process.exitCode();
                end(process);
                if (guard.verdict() == Watch.Verdict.UNWANTED) {
                    throw ParserPool.stopped();
                }
                LOG.warn("no file can be read: a parser's process does not start exit={}", exitCode, dead);
                throw unavailable();
            }
        }
    }

    private ParserProcess started() {
        lock.lock();
        try {
            running.removeIf(process -> !process.isAlive());
            ParserProcess process = ParserProcess.start(spool().newDirectory(), limits.megabytes(), main);
            running.add(process);
            return process;
        } catch (IOException failure) {
            LOG.warn("no file can be read: a parser's process cannot be started", failure);
            throw unavailable();
        } finally {
            lock.unlock();
        }
    }

    private static ProviderFailure unavailable() {
        return new ProviderFailure.Transient(
                "The server could not start the process that reads it; its log tells more");
    }

    void giveBack(ParserProcess process) {
        lock.lock();
        try {
            if (closed || process.served() >= ENOUGH) {
                end(process);
            } else {
                idle.push(new Idle(process, System.nanoTime()));
                watch.later(limits.idle().plusMillis(1), this::endIdle);
            }
        } finally {
            lock.unlock();
        }
    }

    private void endIdle() {
        lock.lock();
        try {
            long now = System.nanoTime();
            while (!idle.isEmpty()
                    && now - idle.getLast().since() >= limits.idle().toNanos()) {
                end(idle.removeLast().process());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Kills it, if it lives, and forgets it. */
    void end(ParserProcess process) {
        lock.lock();
        try {
            running.remove(process);
        } finally {
            lock.unlock();
        }
        process.close();
    }

    int alive() {
        lock.lock();
        try {
            return Math.toIntExact(
                    running.stream().filter(ParserProcess::isAlive).count());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            watch.close();
            running.forEach(ParserProcess::close);
            running.clear();
            idle.clear();
            Spool there = spool;
            if (there != null) {
                there.close();
            }
        } catch (UncheckedIOException left) {
            LOG.warn("the spool in PORTOLAN_DATA could not be removed", left);
        } finally {
            lock.unlock();
        }
    }
}
