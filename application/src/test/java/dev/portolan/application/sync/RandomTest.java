package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to the source, the provider and the process: once they leave off, the store has what the source has. */
class RandomTest {

    private static final int SEEDS = 60;
    private static final int RUNS = 8;
    private static final Bounds BOUNDS =
            new Bounds(2, 4, 8, 8 << 10, 3, 60, Duration.ofMinutes(1), Duration.ofHours(1));

    static Stream<Arguments> seeds() {
        return IntStream.range(0, SEEDS)
                .boxed()
                .flatMap(seed -> Stream.of(Flavour.values()).map(flavour -> Arguments.of(flavour, seed)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("seeds")
    void the_store_ends_up_with_what_the_source_has(Flavour flavour, int seed) {
        new Life(flavour, seed).live();
    }

    private static final class Killed extends Error {
        Killed() {
            super("killed", null, false, false);
        }
    }

    private static final class Life {
        private static final List<String> SCOPES = List.of("a", "b", "c");

        private final Random random;
        private final FakeSource source = new FakeSource();
        private final FakeProvider provider;
        private final TestCore core;
        private final Stored stored;
        private final Connection.Id connection;
        private final List<String> documents = new ArrayList<>();
        private final List<String> folders = new ArrayList<>();
        private final Map<String, Document.Id> ids = new HashMap<>();
        private int made;

        Life(Flavour flavour, int seed) {
            this.random = new Random(seed);
            this.provider = new FakeProvider(flavour, source).pageSize(1 + random.nextInt(6));
            this.core = new TestCore(BOUNDS, provider);
            this.stored = new Stored(core);
            this.connection = core.connect();
        }

        void live() {
            SCOPES.forEach(source::scope);
            times(30, this::edit);
            for (int run = 0; run < RUNS; run++) {
                times(random.nextInt(12), this::edit);
                times(random.nextInt(4), this::fault);
                run(mode());
                stored.assertFollowed();
                remember();
            }
            provider.faults().heal();
            core.ports().issues().requestRetry(core.admin().organization(), connection, List.of());
            // The first may go on with a listing that was begun before the last edits.
            times(2, this::catchUp);
            stored.assertInStep(source);
            remember();
            assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
            assertEquals(List.of(), failures());
        }

        private void catchUp() {
            SyncRun run = core.sync(connection).run();
            if (run.heldDeletions() > 0) {
                core.core().syncs().confirmDeletions(core.admin(), run.id());
                core.idle();
            }
        }

        private List<ItemIssue> failures() {
            return stored.issues(connection).stream()
                    .filter(issue -> !issue.code().skip())
                    .toList();
        }

        private static void times(int n, Runnable what) {
            for (int i = 0; i < n; i++) {
                what.run();
            }
        }

        private SyncRun.Mode mode() {
            return switch (random.nextInt(6)) {
                case 0 -> SyncRun.Mode.COMPLETE;
                case 1 -> SyncRun.Mode.REBUILD;
                default -> SyncRun.Mode.CATCH_UP;
            };
        }

        private String any(List<String> from) {
            return from.get(random.nextInt(from.size()));
        }

        // --- the source

        private void edit() {
            documents.removeIf(id -> source.find(id).isEmpty() && random.nextInt(3) > 0);
            folders.removeIf(id -> source.find(id).isEmpty());
            boolean tree = provider.flavour() != Flavour.ORDERED;
            int dice = random.nextInt(tree ? 13 : 8);
            if (dice < 3 || documents.isEmpty()) {
                write("d" + made++);
            } else if (dice < 6) {
                write(any(documents));
            } else if (dice < 7) {
                source.find(any(documents)).ifPresent(item -> source.delete(item.id()));
            } else if (dice < 8 && tree) {
                source.find(any(documents)).ifPresent(item -> source.rename(item.id(), "n" + made++));
            } else if (dice < 10 && tree) {
                makeFolder("f" + made++);
            } else if (!folders.isEmpty() && tree) {
                editFolder(any(folders), dice);
            }
        }

        private void write(String id) {
            Optional<FakeSource.Item> known = source.find(id);
            String scope = known.map(FakeSource.Item::scope).orElseGet(() -> scopeOf(id));
            String text = "t".repeat(random.nextInt(40)) + made;
            if (known.isPresent()) {
                source.write(scope, id, text);
            } else {
                source.writeIn(scope, folderIn(scope), id, text);
                documents.add(id);
            }
        }

        /** The same for the same id, also when it returns. */
        private static String scopeOf(String id) {
            return SCOPES.get(Integer.parseInt(id.substring(1)) % SCOPES.size());
        }

        private String folderIn(String scope) {
            List<String> there = folders.stream()
                    .filter(id -> source.find(id)
                            .filter(item -> item.scope().equals(scope))
                            .isPresent())
                    .toList();
            return there.isEmpty() || random.nextInt(3) == 0 ? "" : any(there);
        }

        private void makeFolder(String id) {
            source.folder(scopeOf(id), folderIn(scopeOf(id)), id);
            folders.add(id);
        }

        private void editFolder(String id, int dice) {
            FakeSource.Item folder = source.get(id);
            String target = folderIn(folder.scope());
            if (dice == 10) {
                source.rename(id, "n" + made++);
            } else if (dice == 11 && !inside(target, id)) {
                source.move(id, target);
            } else if (dice == 12 && random.nextInt(3) == 0) {
                source.delete(id);
            } else if (!documents.isEmpty()) {
                source.find(any(documents))
                        .filter(item -> item.scope().equals(folder.scope()))
                        .ifPresent(item -> source.move(item.id(), id));
            }
        }

        private boolean inside(String id, String folder) {
            return id.equals(folder)
                    || source.find(id)
                            .filter(item -> inside(item.parent(), folder))
                            .isPresent();
        }

        // --- the provider

        private void fault() {
            int times = 1 + random.nextInt(3);
            switch (random.nextInt(4)) {
                case 0 -> provider.faults().fail(Kind.CHANGES, any(SCOPES), times, failure());
                case 1 -> provider.faults().fail(Kind.SCOPES, "", times, failure());
                case 2 -> provider.faults().fail(Kind.RESOURCE, any(documents), times, failure());
                default -> provider.faults().fail(Kind.FETCH, any(documents), times, failure());
            }
        }

        private Supplier<RuntimeException> failure() {
            return switch (random.nextInt(9)) {
                case 0 -> () -> new ProviderFailure.Denied("Not yours");
                case 1 -> () -> new ProviderFailure.Invalid("No sense");
                case 2 -> {
                    Duration pause = Duration.ofSeconds(random.nextInt(2_000));
                    yield () -> new ProviderFailure.RateLimited("Slow", pause);
                }
                case 3 -> () -> new ProviderFailure.ResyncRequired("Too old");
                case 4 -> () -> new ProviderFailure.Unauthorized("No");
                case 5 -> () -> new IllegalStateException("A bug");
                default -> () -> new ProviderFailure.Transient("Not now");
            };
        }

        // --- the process

        private void run(SyncRun.Mode mode) {
            boolean mortal = random.nextBoolean();
            Optional<SyncRun.Id> run = Optional.empty();
            while (run.isEmpty() || core.view(run.get()).run().isOpen()) {
                try {
                    dead = false;
                    core.database.beforeCommit(mortal ? this::maybeDie : () -> {});
                    run = Optional.of(run.or(this::open).orElseGet(() -> core.start(connection, mode)));
                    idle();
                } catch (Killed death) {
                    core.restart();
                }
            }
            core.database.beforeCommit(() -> {});
        }

        private Optional<SyncRun.Id> open() {
            return core.ports().connections().openRun(core.admin().organization(), connection);
        }

        private boolean dead;

        /** Whoever is dead commits nothing more until another process begins. */
        private void maybeDie() {
            if (dead || random.nextInt(40) == 0) {
                dead = true;
                throw new Killed();
            }
        }

        /** While it runs the source goes on living. */
        private void idle() {
            while (core.step()) {
                if (random.nextInt(4) == 0) {
                    edit();
                }
                if (random.nextInt(60) == 0) {
                    cancel();
                }
            }
        }

        private void cancel() {
            try {
                open().ifPresent(run -> core.core().syncs().cancel(core.admin(), run));
            } catch (Refusal.Conflict ended) {
                // It was faster.
            }
        }

        /** A document keeps its id as long as the test lasts. */
        private void remember() {
            stored.documents()
                    .forEach(document -> assertEquals(
                            ids.computeIfAbsent(document.resource().value(), unused -> document.id()), document.id()));
        }
    }
}
