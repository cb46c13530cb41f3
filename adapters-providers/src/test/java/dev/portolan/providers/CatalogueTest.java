package dev.portolan.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Capability;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README says of sources is what the program has. */
class CatalogueTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+)`[^|]*\\|[^|]+\\|([^|]+)\\|([^|]+)\\|$");
    private static final Pattern LINK = Pattern.compile("\\[(\\S+)]\\((\\S+)\\)");
    private static final Pattern ALSO = Pattern.compile("The catalogue also has ([^:]*):");

    /** @param deletions how they are found */
    private record Row(String deletions, String more) {}

    @Test
    void the_table_has_every_connector_that_syncs_and_no_other() throws IOException {
        assertEquals(ids(true), rows().keySet());
    }

    @Test
    void connectors_that_only_know_an_account_are_named_below_the_table() throws IOException {
        MatchResult also = ALSO.matcher(sources()).results().findFirst().orElseThrow();
        assertEquals(
                ids(false),
                Pattern.compile("`([a-z0-9_]+)`")
                        .matcher(also.group(1))
                        .results()
                        .map(id -> id.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void each_row_leads_to_the_page_of_its_connector() throws IOException {
        rows().forEach((id, row) -> {
            MatchResult link = LINK.matcher(row.more()).results().findFirst().orElseThrow();
            assertEquals("docs/connectors/" + id + ".md", link.group(2));
            assertEquals(link.group(1), link.group(2));
            assertTrue(Files.exists(ROOT.resolve(link.group(2))), link.group(2));
        });
    }

    @Test
    void deletions_are_found_in_every_run_where_the_connector_says_so() throws IOException {
        Map<String, Row> rows = rows();
        try (ApplicationContext context = context()) {
            for (Connector connector : context.getBeansOfType(Connector.class)) {
                Row row = rows.get(connector.provider().id().value());
                if (row != null) {
                    assertEquals(
                            connector.provider().can(Capability.DELETIONS),
                            row.deletions().strip().startsWith("in every run"),
                            connector.provider().id().value());
                }
            }
        }
    }

    private static Set<String> ids(boolean syncing) {
        try (ApplicationContext context = context()) {
            Collection<Connector> connectors = context.getBeansOfType(Connector.class);
            assertFalse(connectors.isEmpty());
            return connectors.stream()
                    .filter(connector -> syncs(connector) == syncing)
                    .map(connector -> connector.provider().id().value())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Its session says so: all are called alike. */
    private static boolean syncs(Connector connector) {
        String session = connector.getClass().getName().replaceAll("Connector$", "Session");
        try {
            return !AccountOnlySession.class.isAssignableFrom(Class.forName(session));
        } catch (ClassNotFoundException other) {
            throw new AssertionError(connector + " has no session of its name", other);
        }
    }

    private static Map<String, Row> rows() throws IOException {
        return ROW.matcher(sources())
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> new Row(row.group(2), row.group(3)),
                        (one, twin) -> {
                            throw new AssertionError("There is a row twice: " + twin);
                        },
                        TreeMap::new));
    }

    private static String sources() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int begin = readme.indexOf("\n## Sources\n");
        return readme.substring(begin, readme.indexOf("\n## ", begin + 4));
    }

    private static ApplicationContext context() {
        return ApplicationContext.builder(Map.of())
                .singletons(InstantSource.system())
                .start();
    }
}
