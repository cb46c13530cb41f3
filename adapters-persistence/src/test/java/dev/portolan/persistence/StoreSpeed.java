package dev.portolan.persistence;

import dev.portolan.application.contract.Stores;
import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.application.port.DocumentStore.Visible;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.FeedEntry;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Role;
import dev.portolan.domain.Scope;
import dev.portolan.domain.Settings;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How fast the document store is on this machine: to be run by hand, with the number of rows as argument. A second argument
 * scatters the ids, as providers do whose ids are random.
 */
final class StoreSpeed {

    private static final int CHUNK = 500;
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final SequentialIds ids = new SequentialIds();
    private final Stores stores;
    private final int rows;
    private final int step;
    private final Organization.Id organization = new Organization.Id(ids.next());
    private final Collection.Id collection = new Collection.Id(ids.next());
    private final Connection.Id connection = new Connection.Id(ids.next());
    private final Scope.Id scope = new Scope.Id("scope");

    private StoreSpeed(Stores stores, int rows, int step) {
        this.stores = stores;
        this.rows = rows;
        this.step = step;
    }

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        int step = arguments.length < 2 ? 1 : 7_919;
        for (DatabaseExtension on : List.of(new OnH2(), new OnPostgres())) {
            try (TestDatabase database = on.open()) {
                System.out.println(on.getClass().getSimpleName());
                new StoreSpeed(database.stores(), rows, step).measure();
            }
        }
    }

    private void measure() {
        prepare();
        time("save new", first -> save(first, "1", new Text.Replace("A small text. ".repeat(20))));
        time("known", this::known);
        time("range", new Walk());
        time("save again", first -> save(first, "2", new Text.Replace("Another text. ".repeat(20))));
        time("save, text kept", first -> save(first, "3", new Text.Keep()));
        time("feed", new Feed());
        time("see", this::see);
        time("mark unseen", new Sweep());
        time("remove", first -> removeNext());
    }

    private void prepare() {
        User user = new User(new User.Id(ids.next()), organization, "ada", Optional.empty(), Role.ADMIN, NOW);
        stores.organizations().add(new Organization(organization, "acme", "Acme", NOW));
        stores.access().addUser(user);
        stores.collections().add(new Collection(collection, organization, "papers", "Papers", NOW, NOW));
        stores.connections()
                .add(new Connection(
                        connection,
                        organization,
                        collection,
                        new Provider.Id("s3"),
                        "bucket",
                        Settings.NONE,
                        1,
                        Optional.empty(),
                        Connection.Status.ACTIVE,
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        user.id(),
                        NOW,
                        NOW,
                        Optional.empty()));
    }

    /** @param chunk does what there is to do with the rows from its number on; says how many */
    private void time(String what, IntUnaryOperator chunk) {
        long start = System.nanoTime();
        long done = 0;
        for (int first = 0; first < rows; first += CHUNK) {
            done += chunk.applyAsInt(first);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("  %-16s %,10.0f rows/s  (%,d rows)%n", what, done / seconds, done);
    }

    private int save(int first, String version, Text text) {
        List<Draft> drafts = new ArrayList<>(CHUNK);
        for (int i = first; i < first + CHUNK; i++) {
            Resource resource = Resource.document(id(i), "file-" + i + ".txt", version)
                    .ofType(Optional.of("text/plain"))
                    .sized(280)
                    .modified(NOW);
            drafts.add(new Draft(new Document.Id(ids.next()), connection, scope, resource, id(i), 1, text, NOW));
        }
        stores.transactions().run(() -> stores.documents().save(organization, collection, drafts));
        return CHUNK;
    }

    private String id(int number) {
        return "reports/2026/file-%07d.txt".formatted((int) ((long) number * step % rows));
    }

    private Set<ResourceKey> keys(int first) {
        return IntStream.range(first, first + CHUNK)
                .mapToObj(number -> ResourceKey.of(id(number)))
                .collect(Collectors.toSet());
    }

    private int known(int first) {
        return stores.documents().known(organization, connection, keys(first)).size();
    }

    private int see(int first) {
        stores.deletions().see(organization, connection, scope, 2, keys(first));
        return CHUNK;
    }

    private int removeNext() {
        return stores.transactions()
                .call(() -> stores.documents()
                        .remove(
                                organization,
                                collection,
                                stores.documents().batch(organization, connection, Optional.of(scope), CHUNK),
                                NOW));
    }

    private final class Walk implements IntUnaryOperator {
        private Optional<String> after = Optional.empty();

        @Override
        public int applyAsInt(int first) {
            var page = stores.documents()
                    .range(organization, connection, scope, new KeyRange(after, Optional.empty()), CHUNK);
            after = Optional.of(page.getLast().resource().value());
            return page.size();
        }
    }

    private final class Feed implements IntUnaryOperator {
        private long after;

        @Override
        public int applyAsInt(int first) {
            List<FeedEntry> page = stores.documents().changes(organization, collection, Visible.ALL, after, CHUNK);
            after = page.getLast().sequence();
            return page.size();
        }
    }

    private final class Sweep implements IntUnaryOperator {
        private Optional<ResourceKey> after = Optional.empty();

        @Override
        public int applyAsInt(int first) {
            after = stores.deletions().markUnseen(organization, connection, scope, 2, after, CHUNK);
            return CHUNK;
        }
    }
}
