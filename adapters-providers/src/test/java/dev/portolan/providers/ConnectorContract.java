package dev.portolan.providers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Field;
import dev.portolan.domain.FieldValues;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Page;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import dev.portolan.domain.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every connector does; inherited empty, with a fixture. What goes over HTTP also keeps {@link HttpContract}. */
public abstract class ConnectorContract {

    private static final List<String> NAMES = List.of("a.txt", "b/a.txt", "b/c/d.md", "b-c.txt", "é ü/😀 + %41#.txt");

    protected Fixture fixture = nothing();
    protected ConnectorSession session = nothing();

    protected abstract Fixture make() throws Exception;

    @BeforeEach
    void open() throws Exception {
        fixture = make();
        session = newSession();
    }

    @AfterEach
    void close() {
        session.close();
        fixture.close();
    }

    // --- catalogue

    @Test
    void the_catalogue_entry_is_complete() {
        Provider provider = fixture.connector().provider();
        assertTrue(provider.id().value().matches("[a-z][a-z0-9_]*"));
        assertFalse(provider.name().isBlank() || provider.summary().isBlank());
        assertFalse(provider.auth().isEmpty());
        List<Field> fields = Stream.concat(provider.settings().stream(), provider.secrets().stream())
                .toList();
        assertEquals(fields.size(), fields.stream().map(Field::name).distinct().count());
        for (Field field : fields) {
            assertTrue(field.name().matches("[a-z][a-zA-Z0-9]*"), field.name());
            assertFalse(field.label().isBlank() || field.help().isBlank(), field.name());
        }
        for (Field secret : provider.secrets()) {
            boolean hidden = secret.name().toLowerCase(Locale.ROOT).matches(".*(secret|token|password).*");
            assertTrue(!hidden || secret.type() == Field.Type.SECRET, secret.name());
        }
    }

    @Test
    void settings_that_are_missing_are_named() {
        List<Field> settings = fixture.connector().provider().settings();
        List<String> required =
                settings.stream().filter(Field::required).map(Field::name).toList();
        if (!required.isEmpty()) {
            Refusal.InvalidInput refusal =
                    assertThrows(Refusal.InvalidInput.class, () -> FieldValues.read("", settings, Map.of()));
            assertEquals(
                    required,
                    refusal.problems().stream()
                            .map(Refusal.InvalidInput.Problem::field)
                            .toList());
        }
    }

    @Test
    void what_is_not_required_can_be_left_out() {
        Connector.Binding whole = fixture.binding();
        Map<String, Object> required = new HashMap<>(whole.settings().values());
        required.keySet()
                .retainAll(fixture.connector().provider().settings().stream()
                        .filter(Field::required)
                        .map(Field::name)
                        .toList());
        Connector.Binding least = new Connector.Binding(whole.connection(), new Settings(required), whole.keys());
        assertDoesNotThrow(() -> fixture.connector().open(least).close());
    }

    // --- account

    @Test
    void the_account_is_the_same_whoever_asks() {
        Account account = session.account();
        assertFalse(account.id().isBlank() || account.displayName().isBlank());
        assertEquals(fixture.connector().provider().id(), account.provider());
        assertEquals(account, newSession().account());
    }

    // --- first run

    @Test
    void a_first_run_of_nothing_finds_nothing() {
        Mirror mirror = new Mirror();
        mirror.catchUp(session);
        assertEquals(Map.of(), mirror.resources);
    }

    @Test
    void a_first_run_finds_every_document_once() {
        write(NAMES);
        Mirror mirror = new Mirror();
        List<Mirror.Step> steps = mirror.catchUp(session);
        assertEquals(ids(NAMES), documents(mirror));
        assertEquals(
                mirror.resources.size(),
                steps.stream().mapToInt(step -> step.page().changes().size()).sum());
        for (Resource resource : mirror.resources.values()) {
            assertFalse(resource.name().isBlank());
            assertTrue(resource.path().isPresent() || resource.parent().isPresent() || resource.isFolder());
            assertTrue(resource.isFolder() || !resource.version().isBlank());
        }
    }

    @Test
    void scopes_are_stable_and_few_words_tell_them_apart() {
        write(NAMES);
        List<Scope> scopes = session.scopes(List.of());
        assertEquals(scopes, newSession().scopes(scopes));
        assertEquals(scopes.size(), scopes.stream().map(Scope::id).distinct().count());
        for (Scope scope : scopes) {
            assertFalse(scope.name().isBlank());
            assertTrue(scope.id().value().length() <= 1_024);
        }
    }

    // --- pages and resume

    @Test
    void a_run_goes_on_from_every_checkpoint() {
        write(many());
        Mirror mirror = new Mirror();
        List<Mirror.Step> steps = mirror.catchUp(session);
        assertTrue(steps.size() >= 2, "one page is no proof");
        assertEquals(ids(many()), documents(mirror));
        for (Mirror.Step step : steps) {
            try (ConnectorSession another = newSession()) {
                assertEquals(step.page(), another.changes(step.scope(), step.since()));
            }
        }
    }

    @Test
    void keys_ascend_and_pages_join_where_order_is_promised() {
        write(many());
        write(NAMES);
        Optional<String> reached = Optional.empty();
        Optional<ResourceKey> last = Optional.empty();
        for (Mirror.Step step : new Mirror().catchUp(session)) {
            Optional<KeyRange> covers = step.page().covers();
            if (covers.isPresent()) {
                assertEquals(reached, covers.get().after());
                reached = covers.get().through();
                for (Change change : step.page().changes()) {
                    ResourceKey key =
                            ResourceKey.of(((Change.Upserted) change).resource().id());
                    assertTrue(last.isEmpty() || last.get().compareTo(key) < 0, key + " is out of order");
                    last = Optional.of(key);
                }
            }
        }
    }

    @Test
    void a_checkpoint_that_is_not_understood_is_no_place_to_start() {
        write(NAMES);
        Scope scope = session.scopes(List.of()).getFirst();
        for (String garbage :
                List.of("x", "after:", "{}", "null", "after:%zz", "🙈", "\n", "after:a b", "0".repeat(16_000))) {
            assertThrows(
                    ProviderFailure.ResyncRequired.class,
                    () -> session.changes(scope, new Checkpoint(garbage)),
                    () -> "'" + garbage + "' was understood");
        }
    }

    // --- later runs

    @Test
    void an_unchanged_source_shows_unchanged_versions() {
        write(NAMES);
        Mirror mirror = new Mirror();
        mirror.catchUp(session);
        Map<String, Resource> before = Map.copyOf(mirror.resources);
        List<Mirror.Step> steps = mirror.catchUp(newSession());
        assertEquals(before, mirror.resources);
        if (can(Capability.INCREMENTAL)) {
            assertEquals(List.of(), changes(steps));
        } else {
            assertEquals(before.size(), changes(steps).size());
        }
    }

    @Test
    void a_later_run_sees_what_is_new_changed_and_gone() {
        write(NAMES);
        Mirror mirror = new Mirror();
        mirror.catchUp(session);
        Map<String, Resource> before = Map.copyOf(mirror.resources);
        fixture.write("a.txt", bytes("changed, and longer"));
        fixture.write("b/new.txt", bytes("new"));
        fixture.remove("b/c/d.md");
        mirror.catchUp(newSession());
        if (!can(Capability.DELETIONS)) {
            assertTrue(documents(mirror).contains(fixture.id("b/c/d.md").value()), "it found a deletion after all");
            mirror.forgetCheckpoints();
            mirror.catchUp(newSession());
        }
        assertEquals(ids(List.of("a.txt", "b/a.txt", "b/new.txt", "b-c.txt", "é ü/😀 + %41#.txt")), documents(mirror));
        for (String name : List.of("b/a.txt", "b-c.txt")) {
            assertEquals(version(before, name), version(mirror.resources, name));
        }
        assertNotEquals(version(before, "a.txt"), version(mirror.resources, "a.txt"));
    }

    // --- fetch

    @Test
    void fetching_gives_the_very_bytes() {
        Map<String, byte[]> contents = Map.of(
                "empty.txt", new byte[0],
                "text.txt", bytes("Grüße, 世界\r\n"),
                "binary.bin", pattern(300_000));
        contents.forEach(fixture::write);
        Mirror mirror = new Mirror();
        mirror.catchUp(session);
        contents.forEach((name, written) -> {
            byte[] expected = fixture.fetched(name, written);
            assertArrayEquals(
                    expected, read(mirror.resources.get(fixture.id(name).value())), name);
            assertArrayEquals(expected, read(session.resource(fixture.id(name))), name);
        });
    }

    @ParameterizedTest
    @EnumSource
    void odd_names_are_kept(Fixture.Oddity oddity) {
        String name = oddity.document;
        Executable kept = () -> {
            fixture.write(name, bytes("odd"));
            Mirror mirror = new Mirror();
            mirror.catchUp(session);
            Resource document = mirror.resources.get(fixture.id(name).value());
            assertNotNull(document, () -> name + " is not among " + mirror.resources.keySet());
            assertArrayEquals(fixture.fetched(name, bytes("odd")), read(document));
            assertEquals(document.version(), session.resource(document.id()).version());
        };
        if (fixture.waivers().containsKey(oddity)) {
            assertThrows(Throwable.class, kept, "there is no need for the waiver any more");
        } else {
            assertDoesNotThrow(kept);
        }
    }

    @Test
    void two_may_fetch_at_once() throws IOException {
        byte[] written = pattern(200_000);
        byte[] expected = fixture.fetched("a.bin", written);
        fixture.write("a.bin", written);
        Resource document = session.resource(fixture.id("a.bin"));
        try (Content one = session.fetch(document);
                Content other = session.fetch(document)) {
            InputStream slowly = stream(one);
            byte[] half = slowly.readNBytes(100_000);
            assertArrayEquals(expected, stream(other).readAllBytes());
            byte[] rest = slowly.readAllBytes();
            assertEquals(expected.length, half.length + rest.length);
        }
    }

    @Test
    void what_is_gone_is_missing() {
        fixture.write("a.txt", bytes("a"));
        Resource document = session.resource(fixture.id("a.txt"));
        fixture.remove("a.txt");
        assertThrows(
                ProviderFailure.Missing.class, () -> session.fetch(document).close());
        assertThrows(ProviderFailure.Missing.class, () -> session.resource(fixture.id("a.txt")));
    }

    @Test
    void asking_for_one_resource_shows_what_the_listing_showed() {
        write(NAMES);
        Mirror mirror = new Mirror();
        mirror.catchUp(session);
        for (Resource listed : mirror.resources.values()) {
            Resource asked = session.resource(listed.id());
            assertEquals(listed.version(), asked.version());
            assertEquals(listed.name(), asked.name());
            assertEquals(listed.path(), asked.path());
        }
    }

    // --- browse

    @Test
    void browsing_reaches_every_document() {
        write(NAMES);
        if (!can(Capability.HIERARCHY)) {
            assertThrows(
                    ProviderFailure.Invalid.class,
                    () -> session.children(ConnectorSession.ROOT, Page.Cursor.START, 10));
            return;
        }
        for (int size : List.of(1, 2, 1_000)) {
            assertEquals(ids(NAMES), browse(ConnectorSession.ROOT, size));
        }
    }

    @Test
    void a_document_has_no_children() {
        write(NAMES);
        if (can(Capability.HIERARCHY)) {
            assertEquals(Page.last(List.of()), session.children(fixture.id("a.txt"), Page.Cursor.START, 10));
        }
    }

    @Test
    void a_folder_is_a_resource() {
        write(NAMES);
        if (can(Capability.HIERARCHY)) {
            for (Resource child : session.children(ConnectorSession.ROOT, Page.Cursor.START, 100)
                    .items()) {
                assertEquals(child.kind(), session.resource(child.id()).kind());
            }
        }
    }

    // --- search

    @Test
    void search_finds_or_refuses() {
        write(NAMES);
        if (can(Capability.SEARCH)) {
            assertFalse(session.search("a", Page.Cursor.START, 10).items().isEmpty());
        } else {
            assertThrows(ProviderFailure.Invalid.class, () -> session.search("a", Page.Cursor.START, 10));
        }
    }

    // --- what the tests are made of

    protected final ConnectorSession newSession() {
        return fixture.connector().open(fixture.binding());
    }

    protected final void write(List<String> names) {
        names.forEach(name -> fixture.write(name, bytes("content of " + name)));
    }

    protected final List<String> many() {
        return IntStream.range(0, fixture.many())
                .mapToObj(i -> String.format("d%d/doc-%05d.txt", i % 7, i))
                .toList();
    }

    private boolean can(Capability capability) {
        return fixture.connector().provider().can(capability);
    }

    private Set<String> ids(List<String> names) {
        return names.stream().map(name -> fixture.id(name).value()).collect(Collectors.toSet());
    }

    private static Set<String> documents(Mirror mirror) {
        return mirror.resources.values().stream()
                .filter(resource -> !resource.isFolder())
                .map(resource -> resource.id().value())
                .collect(Collectors.toSet());
    }

    private static List<Change> changes(List<Mirror.Step> steps) {
        return steps.stream().flatMap(step -> step.page().changes().stream()).toList();
    }

    private String version(Map<String, Resource> resources, String name) {
        return resources.get(fixture.id(name).value()).version();
    }

    private Set<String> browse(Resource.Id parent, int size) {
        Set<String> found = new HashSet<>();
        Page.Cursor cursor = Page.Cursor.START;
        while (true) {
            Page<Resource> page = session.children(parent, cursor, size);
            assertTrue(page.items().size() <= size);
            for (Resource child : new ArrayList<>(page.items())) {
                Set<String> shown = child.isFolder()
                        ? browse(child.id(), size)
                        : Set.of(child.id().value());
                assertTrue(Collections.disjoint(found, shown), child.id() + " was shown twice");
                found.addAll(shown);
            }
            if (page.next().isEmpty()) {
                return found;
            }
            cursor = page.next().get();
        }
    }

    protected final byte[] read(Resource document) {
        try (Content content = session.fetch(document)) {
            byte[] all = stream(content).readAllBytes();
            if (content instanceof Content.Stream stream) {
                stream.length().ifPresent(length -> assertEquals(length, all.length));
            }
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    protected static InputStream stream(Content content) {
        return switch (content) {
            case Content.Stream stream -> stream.bytes();
            case Content.Inline inline -> new ByteArrayInputStream(bytes(inline.text()));
            case Content.Absent absent -> throw new AssertionError(absent.reason());
        };
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    /** Stands in a field until the test begins. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
