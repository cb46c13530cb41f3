package dev.portolan.providers;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Field;
import dev.portolan.domain.FieldValues;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import dev.portolan.domain.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every connector says of itself, of its account and of what there is: the first half of {@link ConnectorContract}. */
abstract class ListingContract extends ContractWorld {
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

    private static List<Change> changes(List<Mirror.Step> steps) {
        return steps.stream().flatMap(step -> step.page().changes().stream()).toList();
    }

    private String version(Map<String, Resource> resources, String name) {
        return resources.get(fixture.id(name).value()).version();
    }
}
