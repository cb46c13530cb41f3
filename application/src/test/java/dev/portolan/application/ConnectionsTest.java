package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.application.sync.FakeSource;
import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Schedule;
import dev.portolan.domain.SyncRun;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final String TOKEN = "a-token-of-many-characters";
    private static final Connections.Words WORDS =
            new Connections.Words("source", "library", "config", "auth", "sync_schedule");

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.FEED, source);
    private final TestCore core = new TestCore(provider);
    private final Connections connections = core.core().connections();
    private final Principal admin = core.admin();

    private Connection create(Map<String, ?> settings, Map<String, ?> secrets) {
        return connections.create(admin, wanted("fake", settings, secrets, Optional.empty()));
    }

    private static Connections.New wanted(
            String provider, Map<String, ?> settings, Map<String, ?> secrets, Optional<Schedule> schedule) {
        return new Connections.New(
                provider,
                Optional.empty(),
                Optional.empty(),
                settings,
                secrets,
                schedule,
                true,
                Optional.empty(),
                WORDS);
    }

    private Connection change(
            Connection connection, Optional<Map<String, ?>> settings, Optional<Map<String, ?>> secrets) {
        return connections.update(
                admin,
                connection.id(),
                new Connections.Patch(Optional.empty(), settings, secrets, Optional.empty(), Optional.empty(), WORDS));
    }

    private Map<String, String> secrets(Connection connection) {
        Credential opened = core.ports()
                .vault()
                .open(connection.organization(), connection.credential().orElseThrow());
        return opened instanceof Credential.Secrets(Map<String, String> values) ? values : Map.of();
    }

    private static List<String> problems(Refusal.InvalidInput refused) {
        return refused.problems().stream()
                .map(Refusal.InvalidInput.Problem::toString)
                .toList();
    }

    @Test
    void creating_contacts_no_provider_and_starts_nothing() {
        Connection made = create(Map.of("scopes", "a, b", "limit", 7), Map.of("token", TOKEN));

        assertEquals(Connection.Status.PENDING, made.status());
        assertEquals(
                Map.of("scopes", List.of("a", "b"), "limit", 7L),
                made.settings().values());
        assertEquals("Fake", made.name());
        for (Kind kind : Kind.values()) {
            assertEquals(0, provider.faults().count(kind));
        }
        assertEquals(Optional.empty(), connections.details(admin, made.id()).openRun());
    }

    @Test
    void every_wrong_field_is_named_in_the_words_of_the_caller() {
        Refusal.InvalidInput refused = assertThrows(
                Refusal.InvalidInput.class, () -> create(Map.of("limit", "many", "colour", "red"), Map.of()));

        assertEquals(
                List.of(
                        "config.colour is unknown; known are scopes, filter, limit",
                        "config.limit must be a whole number"),
                problems(refused));
        assertEquals(
                List.of("auth.password is unknown; known are token, salt"),
                problems(assertThrows(Refusal.InvalidInput.class, () -> create(Map.of(), Map.of("password", "x")))));
        assertEquals(
                List.of("source is unknown; known are fake"),
                problems(assertThrows(
                        Refusal.InvalidInput.class,
                        () -> connections.create(admin, wanted("nope", Map.of(), Map.of(), Optional.empty())))));
        Schedule wrong = new Schedule("every day", ZoneId.of("UTC"), Schedule.Missed.ONCE);
        assertEquals(
                List.of("sync_schedule.cron must be like 0 * * * *"),
                problems(assertThrows(
                        Refusal.InvalidInput.class,
                        () -> connections.create(admin, wanted("fake", Map.of(), Map.of(), Optional.of(wrong))))));
    }

    @Test
    void settings_are_merged_and_null_removes_one() {
        Connection made = create(Map.of("filter", "x", "limit", 7), Map.of());
        Map<String, Object> patch = new HashMap<>();
        patch.put("filter", null);
        patch.put("scopes", List.of("a"));

        Connection after = change(made, Optional.of(patch), Optional.empty());

        assertEquals(
                Map.of("scopes", List.of("a"), "limit", 7L), after.settings().values());
        assertEquals(made.settingsVersion() + 1, after.settingsVersion());
        assertEquals(
                after.settingsVersion(),
                change(after, Optional.of(Map.of("limit", 7)), Optional.empty()).settingsVersion(),
                "equal settings change nothing");
        Connection replaced = connections.replaceSettings(admin, made.id(), Map.of("filter", "y"), WORDS);
        assertEquals(Map.of("filter", "y"), replaced.settings().values());
    }

    @Test
    void secrets_are_merged_and_a_mask_sent_back_changes_nothing() {
        Connection made = create(Map.of(), Map.of("token", TOKEN, "salt", "short"));
        Map<String, String> masked = connections.details(admin, made.id()).secrets();
        assertEquals(Map.of("token", "a-to…ers", "salt", "…"), masked);

        Connection same = change(made, Optional.empty(), Optional.of(masked));
        assertEquals(made.credential(), same.credential());

        Connection salted = change(made, Optional.empty(), Optional.of(Map.of("salt", "other")));
        assertEquals(Map.of("token", TOKEN, "salt", "other"), secrets(salted));
        assertNotEquals(made.credential(), salted.credential());
        assertThrows(
                IllegalStateException.class,
                () -> core.ports()
                        .vault()
                        .open(made.organization(), made.credential().orElseThrow()),
                "the old ones are gone");

        Connection replaced = connections.replaceSecrets(admin, made.id(), Map.of("token", "a-to…ers"), WORDS);
        assertEquals(Map.of("token", TOKEN), secrets(replaced));
    }

    @Test
    void other_secrets_have_proved_nothing_yet_unless_the_connection_works() {
        Connection made = create(Map.of(), Map.of("token", TOKEN));
        provider.faults().fail(Kind.ACCOUNT, "", 1, () -> new ProviderFailure.Unauthorized("Wrong"));
        assertEquals(
                Connection.Status.FAILED,
                connections.test(admin, made.id()).connection().status());
        Connection changed = change(made, Optional.empty(), Optional.of(Map.of("token", "another")));
        assertEquals(Connection.Status.PENDING, changed.status());
        assertEquals(Optional.empty(), changed.statusReason());
        connections.test(admin, made.id());
        assertEquals(
                Connection.Status.ACTIVE,
                change(changed, Optional.empty(), Optional.of(Map.of("token", "third")))
                        .status());
    }

    @Test
    void a_test_tells_whose_the_credential_is_or_why_it_is_not_known() {
        Connection made = create(Map.of(), Map.of());
        provider.faults().fail(Kind.ACCOUNT, "", 1, () -> new ProviderFailure.Transient("Not now"));
        Connections.TestResult away = connections.test(admin, made.id());
        assertEquals("Not now", away.failure().orElseThrow().message());
        assertEquals(Connection.Status.PENDING, away.connection().status());

        Connections.TestResult well = connections.test(admin, made.id());
        assertEquals("Me", well.account().orElseThrow().displayName());
        assertEquals(Connection.Status.ACTIVE, connections.get(admin, made.id()).status());
    }

    @Test
    void a_test_that_answers_after_the_connection_was_deleted_does_not_bring_it_back() {
        Connection made = create(Map.of(), Map.of());
        provider.faults().when(call -> call.kind() == Kind.ACCOUNT, 1, () -> connections.delete(admin, made.id()));

        connections.test(admin, made.id());

        assertThrows(Refusal.NotFound.class, () -> connections.get(admin, made.id()));
        core.idle();
        assertEquals(
                Connection.Status.DELETED,
                core.ports()
                        .connections()
                        .find(admin.organization(), made.id())
                        .orElseThrow()
                        .status());
    }

    @Test
    void a_test_of_a_credential_that_was_replaced_meanwhile_says_nothing_about_the_new_one() {
        Connection made = create(Map.of(), Map.of("token", TOKEN));
        provider.faults().when(call -> call.kind() == Kind.ACCOUNT, 1, () -> {
            change(made, Optional.empty(), Optional.of(Map.of("token", "another")));
            throw new ProviderFailure.Unauthorized("Wrong");
        });

        connections.test(admin, made.id());

        assertEquals(
                Connection.Status.PENDING, connections.get(admin, made.id()).status());
    }

    @Test
    void while_a_sync_is_open_only_what_does_not_touch_it_may_change() {
        source.write("a", "a1", "text");
        Connection made = create(Map.of(), Map.of("token", TOKEN));
        SyncRun.Id run = core.start(made.id(), SyncRun.Mode.CATCH_UP);

        Refusal.SyncInProgress refused = assertThrows(
                Refusal.SyncInProgress.class,
                () -> change(made, Optional.empty(), Optional.of(Map.of("token", "another"))));
        assertEquals(run, refused.run());
        assertThrows(
                Refusal.SyncInProgress.class, () -> change(made, Optional.of(Map.of("filter", "x")), Optional.empty()));
        assertEquals(Map.of("token", TOKEN), secrets(connections.get(admin, made.id())), "nothing of it has happened");
        connections.update(
                admin,
                made.id(),
                new Connections.Patch(
                        Optional.of("Another name"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(false),
                        WORDS));
        assertEquals("Another name", connections.get(admin, made.id()).name());
        core.idle();
        change(made, Optional.of(Map.of("filter", "x")), Optional.empty());
    }

    @Test
    void a_listing_is_newest_first_and_its_cursor_is_bound_to_what_was_asked() {
        List<Connection.Id> made = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            made.addFirst(create(Map.of(), Map.of()).id());
        }
        Connections.Search all =
                new Connections.Search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Connections.Search pending = new Connections.Search(
                Optional.empty(), Optional.empty(), Optional.of(Connection.Status.PENDING), Optional.empty());
        Page<Connection> first = connections.list(admin, all, Page.Cursor.START, 3);
        Page<Connection> second = connections.list(admin, all, first.next().orElseThrow(), 3);

        List<Connection.Id> listed = new ArrayList<>();
        first.items().forEach(connection -> listed.add(connection.id()));
        second.items().forEach(connection -> listed.add(connection.id()));
        assertEquals(made, listed);
        assertTrue(second.next().isEmpty());
        assertThrows(
                Refusal.InvalidInput.class,
                () -> connections.list(admin, pending, first.next().orElseThrow(), 3));
    }

    @Test
    void a_deleted_connection_is_gone_at_once_and_a_second_word_is_not_found() {
        source.write("a", "a1", "text");
        Connection made = create(Map.of(), Map.of("token", TOKEN));
        core.sync(made.id());

        connections.delete(admin, made.id());

        assertThrows(Refusal.NotFound.class, () -> connections.get(admin, made.id()));
        assertThrows(Refusal.NotFound.class, () -> connections.delete(admin, made.id()));
        assertThrows(Refusal.NotFound.class, () -> core.start(made.id(), SyncRun.Mode.CATCH_UP));
        core.idle();
        assertThrows(
                IllegalStateException.class,
                () -> core.ports()
                        .vault()
                        .open(made.organization(), made.credential().orElseThrow()));
    }

    @Test
    void ids_in_every_rendering_are_understood_and_anything_else_is_unknown() {
        Connection made = create(Map.of(), Map.of());
        String text = made.id().value().toString();
        for (String rendering : List.of(text, "con_" + text.replace("-", ""), text.toUpperCase(Locale.ROOT))) {
            assertEquals(made.id(), Connections.id(rendering));
        }
        for (String other : List.of("", "x", text + "0", "../" + text, "connection_x_" + text)) {
            assertThrows(Refusal.NotFound.class, () -> Connections.id(other));
        }
    }
}
