package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.FakeTree;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.rest.Call.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The guides name every call, and what they print works. */
class GuidesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]+ /[^`? ]*)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(.*?)^```");

    /** What a reader puts something else for. */
    private static final Pattern OPEN = Pattern.compile("…|\\b(ID|GROUP)\\b");

    private static final Map<String, String> VARIABLES = Map.of("PORTOLAN_ADMIN_KEY", TestServer.KEY);

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.of(Map.of("google_drive", "Google Drive", "github", "GitHub"), tables());
    }

    /** With the fields that the guides name. */
    private static FakeTree tables() {
        return new FakeTree(new Provider(
                new Provider.Id("postgresql"),
                "PostgreSQL",
                "Tables",
                List.of(),
                List.of(new AuthScheme.Secrets(List.of(
                        Field.required("username", Field.Type.TEXT, "User", "A role"),
                        Field.required("password", Field.Type.SECRET, "Password", "Its own")))),
                List.of(
                        Field.required("host", Field.Type.HOST, "Host", "A server"),
                        Field.optional("port", Field.Type.PORT, "Port", "Of it"),
                        Field.required("database", Field.Type.TEXT, "Database", "On it"),
                        Field.optional("tables", Field.Type.TEXTS, "Tables", "In it"),
                        Field.optional("sslmode", Field.Type.TEXT, "Encryption", "On the way")),
                Set.of(),
                Optional.empty()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @TestFactory
    Stream<DynamicTest> the_tables_of_a_guide_name_every_call_of() {
        return Map.of(
                        "ballast", RoutesTest.BALLAST,
                        "informer", RoutesTest.INFORMER,
                        "sourcesync", RoutesTest.SOURCESYNC,
                        "stackai", RoutesTest.STACKAI,
                        "zensearch", RoutesTest.ZENSEARCH)
                .entrySet()
                .stream()
                .map(dialect -> DynamicTest.dynamicTest(
                        dialect.getKey(),
                        () -> assertEquals(
                                new TreeSet<>(dialect.getValue()),
                                ROW.matcher(text(ROOT.resolve("docs/dialects/" + dialect.getKey() + ".md")))
                                        .results()
                                        .map(row -> row.group(1))
                                        .collect(Collectors.toCollection(TreeSet::new)))));
    }

    /** Every route is there and takes what is sent; what only the reader has is not found, or is no id. */
    @TestFactory
    Stream<DynamicTest> every_command_is_understood_of() {
        return pages().map(page -> DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> {
            for (Curl command : commands(page)) {
                Answer answer = command.about("…", "x").to(server).send();
                String about = command + ": " + answer.text();
                assertFalse(answer.text().contains("There is nothing at"), about);
                boolean open = OPEN.matcher(command.target() + command.body()).find();
                Set<Integer> passing = open ? Set.of(400, 404, 409, 422) : Set.of(404, 409);
                assertTrue(answer.status() < 400 || passing.contains(answer.status()), about);
            }
        }));
    }

    private static List<Curl> commands(Path page) {
        String printed = BLOCK.matcher(text(page))
                .results()
                .map((MatchResult block) -> block.group(1))
                .filter(block -> block.contains("curl "))
                .collect(Collectors.joining("\n"));
        return Curl.all(printed, VARIABLES);
    }

    private static Stream<Path> pages() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(ROOT.resolve("README.md")),
                    docs.filter(page -> page.toString().endsWith(".md")))
                    .filter(page -> text(page).contains("\ncurl "))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
