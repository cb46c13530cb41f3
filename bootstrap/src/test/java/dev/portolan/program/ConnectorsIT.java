package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.program.Client.Answer;
import dev.portolan.program.Dialect.Place;
import dev.portolan.providers.dropbox.DropboxFixture;
import dev.portolan.providers.googledrive.GoogleDriveFixture;
import dev.portolan.providers.notion.NotionFixture;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each connector as each dialect has it, from consent to documents, changes and deletions in the change feed: the built program
 * on PostgreSQL, beside simulated providers.
 */
final class ConnectorsIT {

    private static final List<String> FIRST =
            List.of("a.txt", "kept.txt", "gone.txt", "in/moved.txt", "old/b.txt", "old/deep/c.txt");

    @TempDir
    private static Path directory;

    private static EmbeddedPostgres postgres;
    private static Map<String, Simulated> providers;
    private static Program program;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        providers = Stream.of(new DropboxFixture(), new GoogleDriveFixture(), new NotionFixture())
                .map(Simulated::of)
                .collect(Collectors.toMap(provider -> provider.simulator().provider(), provider -> provider));
        Map<String, String> variables = new HashMap<>(Map.of(
                "PORTOLAN_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "PORTOLAN_DATABASE_USER", "postgres",
                "PORTOLAN_DATABASE_PASSWORD", "postgres"));
        providers.values().forEach(provider -> variables.putAll(provider.variables()));
        program = Program.start(directory, variables);
    }

    @AfterAll
    static void stop() throws Exception {
        program.close();
        providers.values().forEach(Simulated::close);
        postgres.close();
    }

    static Stream<Arguments> every_dialect_and_connector() {
        return Arrays.stream(Dialect.values())
                .flatMap(dialect -> Stream.of("dropbox", "google_drive", "notion")
                        .map(provider -> Arguments.of(dialect, provider)));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("every_dialect_and_connector")
    void a_connection_is_followed_from_consent_to_changes_and_deletions(Dialect dialect, String provider) {
        Simulated source = providers.get(provider);
        String root = dialect.name().toLowerCase(Locale.ROOT) + " files";
        UnaryOperator<String> in = name -> root + "/" + name;
        Client client = program.client();
        Place place = dialect.place(client, provider);
        Feed feed = new Feed(client, place.collection(), root);
        feed.read();
        try {
            FIRST.stream().map(in).forEach(source::write);
            String connection = dialect.connect(client, place);
            assertEquals(0, dialect.sync(client, place, connection));
            Feed.News told = feed.read();
            assertEquals(source.expected(texts(in)), told.upserted());
            assertEquals(Set.of(), told.deleted());
            shows(dialect, place, connection, "a.txt", "kept.txt", "gone.txt", "moved.txt", "b.txt", "c.txt");

            Set<String> gone = documents(told, source, in, "gone.txt", "old/b.txt", "old/deep/c.txt");
            assertEquals(3, changed(source, in, () -> dialect.sync(client, place, connection)));
            Feed.News later = feed.read();
            assertEquals(
                    source.expected(Map.of(
                            in.apply("a.txt"), Simulated.words("a.txt", "second"),
                            in.apply("new.txt"), Simulated.words("new.txt", "first"),
                            in.apply("out/renamed.txt"), Simulated.words("moved.txt", "first"))),
                    later.upserted());
            assertEquals(gone, later.deleted());
            shows(dialect, place, connection, "a.txt", "kept.txt", "new.txt", "renamed.txt");

            assertEquals(0, dialect.sync(client, place, connection));
            assertEquals(Feed.News.NONE, feed.read());
        } finally {
            source.simulator().removeFolder(root);
        }
    }

    private static long changed(Simulated source, UnaryOperator<String> in, LongSupplier sync) {
        source.rewrite(in.apply("a.txt"));
        source.write(in.apply("new.txt"));
        source.simulator().move(in.apply("in/moved.txt"), in.apply("out/renamed.txt"));
        source.simulator().remove(in.apply("gone.txt"));
        source.simulator().removeFolder(in.apply("old"));
        return sync.getAsLong();
    }

    private static Map<String, String> texts(UnaryOperator<String> in) {
        return FIRST.stream().collect(Collectors.toMap(in, name -> Simulated.words(name, "first")));
    }

    /** Our ids of them. */
    private static Set<String> documents(Feed.News told, Simulated source, UnaryOperator<String> in, String... names) {
        return Stream.of(names)
                .map(name -> told.documents()
                        .get(source.simulator().id(in.apply(name)).value()))
                .collect(Collectors.toSet());
    }

    private static void shows(Dialect dialect, Place place, String connection, String... names) {
        dialect.shown(program.client(), place, connection)
                .ifPresent(shown -> assertEquals(new TreeSet<>(List.of(names)), new TreeSet<>(shown)));
    }

    /** PostgreSQL takes neither NUL nor half of a character: who sends one is told so, whatever it is sent for. */
    @Test
    void text_that_no_database_keeps_is_refused_by_name() {
        Client client = program.client();
        Map<String, String> bodies = new TreeMap<>(Map.of(
                "collections", "{\"name\": \"BAD\"}",
                "connections", "{\"name\": \"BAD\", \"provider\": \"dropbox\"}",
                "/v1/namespaces", "{\"name\": \"BAD\", \"identifier\": \"odd\"}",
                "/api/v1/source-connections",
                        "{\"name\": \"BAD\", \"collectionId\": \"default\", \"sourceShortName\": \"dropbox\"}"));
        bodies.forEach((path, body) -> {
            for (String bad : List.of("a\\u0000", "\\ud83d")) {
                Answer answer = client.post(path, body.replace("BAD", bad));
                assertEquals(400, answer.status(), answer.text());
                assertTrue(answer.text().contains("name"), answer.text());
            }
        });
        assertEquals(400, client.get("collections/default/documents?q=%00").status());
        assertEquals(404, client.get("collections/a%00").status());
        assertEquals(404, client.get("/v1/connectors/%00").status());
    }
}
