package dev.portolan.providers.parsing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.text.FileParser;
import dev.portolan.providers.text.SafeText;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has files read in a few processes, each started when it is needed, killed with the file that hangs it or eats its memory,
 * and ended when it has had nothing to do for a while.
 */
@Singleton
public final class ParserPool implements FileParser {

    private static final Logger LOG = LoggerFactory.getLogger(ParserPool.class);
    private static final int BUFFER = 65_536;
    private static final long POLL_MILLIS = 200;

    private final ParseLimits limits;
    private final Processes processes;
    private final Semaphore room;

    /**
     * @param seconds a file that takes longer is given up
     * @param megabytes heap of a process
     * @param count so many read at a time
     */
    @Inject
    public ParserPool(
            @Property(name = "portolan.limits.parse-seconds", defaultValue = "60") long seconds,
            @Property(name = "portolan.limits.parse-megabytes", defaultValue = "512") int megabytes,
            @Property(name = "portolan.limits.parse-processes", defaultValue = "2") int count,
            @Property(name = "portolan.data", defaultValue = "./data") String data) {
        this(new ParseLimits(seconds, megabytes, count), Path.of(data, "spool"), ParserMain.class.getName());
    }

    ParserPool(ParseLimits limits, Path spool, String main) {
        this.limits = limits;
        this.processes = new Processes(limits, spool.toAbsolutePath(), main);
        this.room = new Semaphore(limits.processes(), true);
    }

    @Override
    public Spooled spool(byte[] first, InputStream rest) throws IOException {
        Path file = newFile();
        try {
            copy(first, rest, file);
            return new OnDisk(file);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    private Path newFile() {
        try {
            return processes.spool().newFile();
        } catch (IOException full) {
            throw noRoom(full);
        }
    }

    /** What the provider breaks off is told from what our disk refuses. */
    private static void copy(byte[] first, InputStream rest, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out, first, first.length);
            for (int read = rest.read(buffer); read >= 0; read = rest.read(buffer)) {
                write(out, buffer, read);
            }
        }
    }

    private static void write(OutputStream out, byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException full) {
            throw noRoom(full);
        }
    }

    private static ProviderFailure noRoom(IOException full) {
        LOG.warn("no file can be read: the spool in PORTOLAN_DATA cannot be written to", full);
        return new ProviderFailure.Transient("There is no room on the server's disk to read it");
    }

    private final class OnDisk implements Spooled {

        private final Path file;

        OnDisk(Path file) {
            this.file = file;
        }

        @Override
        public Outcome parse(String name, Optional<String> mediaType, SafeText text, BooleanSupplier cancelled) {
            Protocol.Request request = new Protocol.Request(file.toString(), name, mediaType.orElse(""), text.limit());
            enter(cancelled);
            try {
                return twice(request, text, cancelled);
            } finally {
                room.release();
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException left) {
                LOG.warn("a file of the spool could not be deleted", left);
            }
        }
    }

    private void enter(BooleanSupplier cancelled) {
        try {
            while (!room.tryAcquire(POLL_MILLIS, MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw stopped();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    /** A process that dies may die of what it has read before: in a new one, a file dies of nothing but itself. */
    private Outcome twice(Protocol.Request request, SafeText text, BooleanSupplier cancelled) {
        try {
            ParserProcess process = processes.take(cancelled);
            boolean fresh = process.served() == 0;
            Reply reply = ask(process, request, text, cancelled);
            if (reply instanceof Reply.Died && !fresh && text.isEmpty()) {
                reply = ask(processes.fresh(cancelled), request, text, cancelled);
            }
            return switch (reply) {
                case Reply.Answered(Outcome outcome) -> outcome;
                case Reply.Died(int exitCode) -> dead(exitCode);
                case Reply.TooSlow() ->
                    unreadable("Reading it takes longer than the "
                            + limits.time().toSeconds() + " seconds that it may take");
            };
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    private sealed interface Reply {
        record Answered(Outcome outcome) implements Reply {}

        record Died(int exitCode) implements Reply {}

        record TooSlow() implements Reply {}
    }

    private Reply ask(ParserProcess process, Protocol.Request request, SafeText text, BooleanSupplier cancelled)
            throws InterruptedException {
        try (Watch.Guard guard = processes.watch().over(process, limits.time(), cancelled)) {
            try {
                Outcome outcome = process.ask(request, text);
                processes.giveBack(process);
                return new Reply.Answered(outcome);
            } catch (IOException gone) {
                int exitCode = process.exitCode();
                processes.end(process);
                LOG.info("a parser was replaced pid={} exit={} verdict={}", process.pid(), exitCode, guard.verdict());
                return switch (guard.verdict()) {
                    case UNWANTED -> throw stopped();
                    case TIME -> new Reply.TooSlow();
                    case NONE -> new Reply.Died(exitCode);
                };
            }
        }
    }

    private Outcome dead(int exitCode) {
        return unreadable(
                exitCode == ParserProcess.OUT_OF_MEMORY
                        ? "Reading it takes more than the " + limits.megabytes() + " MB of memory that it may take"
                        : "Its parser broke down over it (exit code " + exitCode + ")");
    }

    private static Outcome unreadable(String reason) {
        return new Outcome.Unread(ItemIssue.Code.UNREADABLE, reason);
    }

    static ProviderFailure stopped() {
        return new ProviderFailure.Transient("The sync was stopped while the document was read");
    }

    /** How many processes there are now, at work or idle. */
    int alive() {
        return processes.alive();
    }

    @PreDestroy
    void close() {
        processes.close();
    }
}
