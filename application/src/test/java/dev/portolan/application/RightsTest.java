package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.sync.FakeProvider;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.application.sync.FakeSource;
import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what: no role at all reads as not found, too low a role or too narrow a key as forbidden. */
class RightsTest {

    private final FakeSource source = new FakeSource().write("a", "a1", "text");
    private final TestCore core = new TestCore(new FakeProvider(Flavour.FEED, source));
    private final Principal admin = core.admin();
    private final Principal editor = user(1, Role.EDITOR);
    private final Principal viewer = user(2, Role.VIEWER);
    private final Connection.Id admins = core.connect();
    private final Connection.Id editors = create(editor).id();

    private Principal user(int number, Role role) {
        User user = new User(
                new User.Id(new UUID(7, number)),
                core.admin().organization(),
                "user-" + number,
                Optional.empty(),
                role,
                core.clock.instant());
        core.ports().access().addUser(user);
        return new Principal(user.organization(), user.id(), role, Set.of(KeyScope.ADMIN), false);
    }

    private Connection create(Principal caller) {
        return core.core()
                .connections()
                .create(
                        caller,
                        new Connections.New(
                                "fake",
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Map.of(),
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                Connections.Words.OURS));
    }

    @BeforeEach
    void sync() {
        core.sync(admins);
        core.sync(editors);
    }

    private static Principal narrowed(Principal caller, KeyScope... scopes) {
        return new Principal(caller.organization(), caller.user(), caller.role(), Set.of(scopes), false);
    }

    /** Whatever a connection's services offer, with the key scope that it needs. */
    private Map<KeyScope, List<Consumer<Principal>>> calls(Connection.Id id) {
        Core all = core.core();
        SyncRun.Id run = all.syncs()
                .list(admin, id, Page.Cursor.START, 1)
                .items()
                .getFirst()
                .id();
        Map<KeyScope, List<Consumer<Principal>>> calls = new LinkedHashMap<>();
        calls.put(
                KeyScope.CONNECTIONS_READ,
                List.of(
                        caller -> all.connections().get(caller, id),
                        caller -> all.connections().details(caller, id),
                        caller -> all.syncs().get(caller, run),
                        caller -> all.syncs().list(caller, id, Page.Cursor.START, 1),
                        caller -> all.documents().issues(caller, id, Optional.empty(), Page.Cursor.START, 1)));
        calls.put(
                KeyScope.CONNECTIONS_SYNC,
                List.of(
                        caller -> all.connections().test(caller, id),
                        caller -> all.documents().retryIssues(caller, id, List.of()),
                        caller -> {
                            SyncRun.Id begun = all.syncs()
                                    .start(caller, id, SyncRun.Mode.CATCH_UP)
                                    .id();
                            all.syncs().cancel(caller, begun);
                            core.idle();
                        }));
        calls.put(
                KeyScope.CONNECTIONS_WRITE,
                List.of(
                        caller -> all.connections().replaceSettings(caller, id, Map.of(), Connections.Words.OURS),
                        caller -> all.connections().replaceSecrets(caller, id, Map.of(), Connections.Words.OURS),
                        caller -> all.connections().delete(caller, id)));
        return calls;
    }

    @Test
    void who_made_a_connection_may_do_everything_with_it_and_so_may_the_administrator() {
        calls(editors).values().forEach(calls -> calls.forEach(call -> assertDoesNotThrow(() -> call.accept(editor))));
        calls(admins).values().forEach(calls -> calls.forEach(call -> assertDoesNotThrow(() -> call.accept(admin))));
    }

    @Test
    void to_everybody_else_a_connection_is_unknown_whatever_their_key() {
        calls(admins)
                .values()
                .forEach(calls -> calls.forEach(call -> {
                    assertThrows(Refusal.NotFound.class, () -> call.accept(editor));
                    assertThrows(Refusal.NotFound.class, () -> call.accept(viewer));
                    assertThrows(Refusal.NotFound.class, () -> call.accept(narrowed(viewer, KeyScope.DOCUMENTS_READ)));
                }));
    }

    @Test
    void a_key_allows_what_its_scopes_name_and_nothing_else() {
        calls(editors).forEach((scope, calls) -> {
            Set<KeyScope> others = EnumSet.complementOf(EnumSet.of(scope, KeyScope.ADMIN));
            Principal without = narrowed(editor, others.toArray(KeyScope[]::new));
            calls.forEach(call -> assertThrows(Refusal.Forbidden.class, () -> call.accept(without), scope.text()));
        });
    }

    @Test
    void a_viewer_creates_nothing() {
        assertThrows(Refusal.Forbidden.class, () -> create(viewer));
        assertThrows(Refusal.Forbidden.class, () -> create(narrowed(editor, KeyScope.CONNECTIONS_READ)));
    }

    @Test
    void everybody_sees_only_their_own_connections_and_documents() {
        Documents documents = core.core().documents();
        Documents.Search all = new Documents.Search(Optional.empty(), Optional.empty(), Optional.empty());
        Map<Principal, Integer> visible = Map.of(admin, 2, editor, 1, viewer, 0);
        Connections.Search every =
                new Connections.Search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        visible.forEach((caller, count) -> {
            assertEquals(
                    count,
                    documents
                            .list(caller, "default", all, Page.Cursor.START, 10)
                            .items()
                            .size());
            assertEquals(
                    count,
                    documents
                            .changes(caller, "default", Page.Cursor.START, 10, false)
                            .entries()
                            .size());
            assertEquals(
                    count,
                    core.core()
                            .connections()
                            .list(caller, every, Page.Cursor.START, 10)
                            .items()
                            .size());
        });
        Document.Id hidden = documents.list(admin, "default", all, Page.Cursor.START, 10).items().stream()
                .filter(document -> document.connection().equals(admins))
                .findFirst()
                .orElseThrow()
                .id();
        assertThrows(Refusal.NotFound.class, () -> documents.get(editor, hidden));
        assertThrows(Refusal.NotFound.class, () -> documents.text(editor, hidden));
        assertThrows(
                Refusal.NotFound.class,
                () -> documents.list(
                        editor,
                        "default",
                        new Documents.Search(Optional.of(admins), Optional.empty(), Optional.empty()),
                        Page.Cursor.START,
                        10));
        Principal blind = narrowed(admin, KeyScope.CONNECTIONS_READ);
        assertThrows(Refusal.Forbidden.class, () -> documents.get(blind, hidden));
        assertThrows(Refusal.Forbidden.class, () -> documents.changes(blind, "default", Page.Cursor.START, 10, false));
        assertThrows(Refusal.Forbidden.class, () -> documents.list(blind, "default", all, Page.Cursor.START, 10));
    }

    @Test
    void whoever_follows_the_feed_hears_of_the_deletion_of_a_connection_that_was_theirs() {
        Documents documents = core.core().documents();
        Page.Cursor after = documents
                .changes(editor, "default", Page.Cursor.START, 10, false)
                .next();

        core.core().connections().delete(editor, editors);
        core.idle();

        List<Documents.Feed.Entry> heard =
                documents.changes(editor, "default", after, 10, false).entries();
        assertEquals(1, heard.size());
        assertEquals(Optional.empty(), heard.getFirst().change().document());
    }

    @Test
    void nobody_reaches_another_organization() {
        Principal other = core.core()
                .access()
                .authenticate(core.core()
                        .access()
                        .createOrganization(admin, "Second", "second")
                        .adminKey());

        calls(admins)
                .values()
                .forEach(
                        calls -> calls.forEach(call -> assertThrows(Refusal.NotFound.class, () -> call.accept(other))));
        assertThrows(
                Refusal.NotFound.class,
                () -> core.core().documents().changes(other, "default:default", Page.Cursor.START, 10, false));
        assertEquals(
                List.of(),
                core.core()
                        .documents()
                        .changes(other, "default", Page.Cursor.START, 10, false)
                        .entries());
    }
}
