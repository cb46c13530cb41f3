package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** What an API has beyond the examples of its published document is marked as ours in its description, and nothing else is. */
class ExtensionsTest {

    private static final String MARK = "x-portolan-extension";

    /** What the documents name outside their examples, or those products document elsewhere. */
    private static final Set<String> DOCUMENTED =
            Set.of("meta", "accessTokenExpiresAt", "refreshTokenExpiresAt", "schedule", "enabled", "progress");

    /** An example and the schema that describes it. */
    private record Example(String dialect, String file, String schema) {}

    private static final List<Example> EXAMPLES = List.of(
            new Example("ballast", "sources-response", "SourceList"),
            new Example("ballast", "source-response", "SourceAnswer"),
            new Example("ballast", "create-response", "SourceConnectionAnswer"),
            new Example("ballast", "create-request", "NewSourceConnection"),
            new Example("ballast", "test-response", "SourceTest"),
            new Example("ballast", "run-response", "StartedSourceSync"),
            new Example("informer", "integration-response", "Integration"),
            new Example("informer", "connection-response", "LibraryConnection"),
            new Example("informer", "sync-response", "LibrarySyncResult"),
            new Example("informer", "account-response", "LibraryAccount"),
            new Example("informer", "sync-request", "LibrarySync"),
            new Example("sourcesync", "create-request", "NewNamespaceConnection"),
            new Example("sourcesync", "create-response", "NamespaceConnectionCreated"),
            new Example("sourcesync", "list-response", "NamespaceConnectionList"),
            new Example("sourcesync", "get-response", "NamespaceConnectionAnswer"),
            new Example("sourcesync", "update-request", "NamespaceConnectionPatch"),
            new Example("sourcesync", "update-response", "NamespaceConnectionUpdated"),
            new Example("zensearch", "create-request", "NewConnector"),
            new Example("zensearch", "list-response", "ConnectorList"),
            new Example("zensearch", "sync-response", "StartedAnswer"),
            new Example("zensearch", "job-response", "JobAnswer"),
            new Example("zensearch", "authorize-response", "AuthUrlAnswer"));

    @TestFactory
    Stream<DynamicTest> what_an_example_does_not_have_is_marked() {
        return EXAMPLES.stream()
                .map(example -> DynamicTest.dynamicTest(example.dialect + " " + example.file, () -> {
                    Map<?, ?> document = (Map<?, ?>) load("/META-INF/swagger/" + example.dialect + ".yml");
                    Schemas schemas = new Schemas((Map<?, ?>) ((Map<?, ?>) document.get("components")).get("schemas"));
                    List<String> wrong = new ArrayList<>();
                    compare(
                            schemas,
                            (Map<?, ?>) Objects.requireNonNull(schemas.named().get(example.schema)),
                            load("/" + example.dialect + "/" + example.file + ".json"),
                            "",
                            wrong);
                    assertEquals(List.of(), wrong);
                }));
    }

    private static void compare(
            Schemas schemas, Map<?, ?> schema, @Nullable Object value, String path, List<String> wrong) {
        Map<?, ?> here = schemas.followed(schema);
        if (value instanceof List<?> list && !list.isEmpty()) {
            compare(
                    schemas,
                    (Map<?, ?>) Objects.requireNonNull(here.get("items")),
                    list.getFirst(),
                    path + ".0",
                    wrong);
        }
        if (value instanceof Map<?, ?> fields && here.get("properties") instanceof Map<?, ?> properties) {
            assertTrue(properties.keySet().containsAll(fields.keySet()), path + " lacks some of " + fields.keySet());
            properties.forEach((name, property) -> {
                boolean marked = Boolean.TRUE.equals(((Map<?, ?>) property).get(MARK));
                if (!DOCUMENTED.contains(name.toString()) && marked == fields.containsKey(name)) {
                    wrong.add(path + "." + name + (marked ? " is marked" : " is not marked"));
                }
                if (fields.containsKey(name)) {
                    compare(schemas, (Map<?, ?>) property, fields.get(name), path + "." + name, wrong);
                }
            });
        }
    }

    /** JSON is YAML. */
    private static Object load(String name) {
        try (InputStream text = Objects.requireNonNull(ExtensionsTest.class.getResourceAsStream(name), name)) {
            return new Yaml().load(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
