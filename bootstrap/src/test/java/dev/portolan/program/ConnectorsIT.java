package dev.portolan.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.program.Dialect.Place;
import dev.portolan.providers.dropbox.DropboxFixture;
import dev.portolan.providers.googledrive.GoogleDriveFixture;
import dev.portolan.providers.notion.NotionFixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each connector as each dialect has it, from consent to documents, changes and deletions in the change feed, of the built program. */
final class ConnectorsIT {

    @TempDir
    private static Path directory;

    private static Map<String, Simulated> providers;
    private static Program program;

    @BeforeAll
    static void start() {
        providers = new TreeMap<>();
        Stream.of(new DropboxFixture(), new GoogleDriveFixture(), new NotionFixture())
                .map(Simulated::of)
                .forEach(provider -> providers.put(provider.simulator().provider(), provider));
        Map<String, String> variables = new HashMap<>();
        providers.values().forEach(provider -> variables.putAll(provider.variables()));
        program = Program.start(directory, variables);
    }

    @AfterAll
    static void stop() {
        program.close();
        providers.values().forEach(Simulated::close);
    }

    static Stream<Arguments> every_dialect_and_connector() {
        return Arrays.stream(Dialect.values())
                .flatMap(dialect -> Stream.of("dropbox", "google_drive", "notion")
                        .map(provider -> Arguments.of(dialect, provider)));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("every_dialect_and_connector")
    void a_connection_is_followed_from_consent_to_changes_and_deletions(Dialect dialect, String provider) {
        Client client = program.client();
        Simulated source = providers.get(provider);
        String root = dialect.name().toLowerCase(Locale.ROOT) + " files";
        Names in = name -> root + "/" + name;
        List<String> first = Stream.of("a.txt", "kept.txt", "gone.txt", "in/moved.txt", "old/b.txt", "old/deep/c.txt")
                .map(in::of)
                .toList();
        source.write(first.toArray(String[]::new));
        Place place = dialect.place(client, provider);
        Feed feed = new Feed(client, place.collection(), root);
        feed.read();

        String connection = dialect.connect(client, place);
        assertEquals(0, dialect.sync(client, place, connection));

        Feed.News told = feed.read();
        assertEquals(source.expected(texts(first)), told.upserted());
        assertEquals(Set.of(), told.deleted());
        dialect.shown(client, place, connection)
                .ifPresent(shown -> assertEquals(new TreeSet<>(Simulated.leaves(first)), shown));
        Set<String> gone = new HashSet<>();
        for (String name : List.of("gone.txt", "old/b.txt", "old/deep/c.txt")) {
            gone.add(told.documents().get(source.simulator().id(in.of(name)).value()));
        }

        source.rewrite(in.of("a.txt"));
        source.write(in.of("new.txt"));
        source.simulator().move(in.of("in/moved.txt"), in.of("out/renamed.txt"));
        source.simulator().remove(in.of("gone.txt"));
        source.simulator().removeFolder(in.of("old"));
        assertEquals(3, dialect.sync(client, place, connection));

        Feed.News later = feed.read();
        assertEquals(
                source.expected(Map.of(
                        in.of("a.txt"), Simulated.words("a.txt", "second"),
                        in.of("new.txt"), Simulated.words("new.txt", "first"),
                        in.of("out/renamed.txt"), Simulated.words("moved.txt", "first"))),
                later.upserted());
        assertEquals(gone, later.deleted());
        dialect.shown(client, place, connection)
                .ifPresent(shown -> assertEquals(Set.of("a.txt", "kept.txt", "new.txt", "renamed.txt"), shown));

        assertEquals(0, dialect.sync(client, place, connection));
        assertEquals(Feed.News.NONE, feed.read());
        source.simulator().removeFolder(root);
    }

    private interface Names {
        String of(String name);
    }

    private static Map<String, String> texts(List<String> names) {
        Map<String, String> texts = new TreeMap<>();
        names.forEach(name -> texts.put(name, Simulated.words(name, "first")));
        return texts;
    }
}
