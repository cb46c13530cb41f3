package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BrowsingTest {

    private final FakeTree tree = FakeTree.of("tree", Capability.HIERARCHY, Capability.SEARCH)
            .folder("", "reports", "Reports")
            .document("", "readme", "Readme.md")
            .folder("reports", "2026", "2026")
            .document("2026", "may", "May.txt")
            .document("2026", "june", "June.txt")
            .document("2026", "july", "July.txt");
    private final FakeTree flat = FakeTree.of("flat").document("", "one", "One");
    private final TestCore core = new TestCore(tree, flat);
    private final Browsing browsing = core.core().browsing();
    private final Principal admin = core.admin();
    private final Connection.Id connection = connect(admin, "tree");

    private Connection.Id connect(Principal caller, String provider) {
        return core.core()
                .connections()
                .create(
                        caller,
                        new Connections.New(
                                provider,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Map.of("password", "a-password-of-many-characters"),
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                Connections.Words.OURS))
                .id();
    }

    private Page<Browsing.Seen> children(String parent, Page.Cursor cursor, int size) {
        return browsing.children(admin, connection, Optional.of(parent), cursor, size);
    }

    private static List<String> ids(Page<Browsing.Seen> page) {
        return page.items().stream().map(seen -> seen.resource().id().value()).toList();
    }

    private static List<String> paths(Page<Browsing.Seen> page) {
        return page.items().stream().map(Browsing.Seen::path).toList();
    }

    @Test
    void without_a_parent_the_selected_roots_are_listed() {
        Page<Browsing.Seen> roots = browsing.children(admin, connection, Optional.empty(), Page.Cursor.START, 50);
        assertEquals(List.of("reports", "readme"), ids(roots));
        assertEquals(Optional.empty(), roots.next());
        assertEquals(
                List.of("reports", "readme"),
                List.copyOf(browsing.roots(admin, connection).keySet()));
    }

    @Test
    void a_folder_is_listed_page_by_page() {
        List<String> found = new ArrayList<>();
        Page.Cursor cursor = Page.Cursor.START;
        for (int pages = 0; pages < 3; pages++) {
            Page<Browsing.Seen> page = children("2026", cursor, 1);
            found.addAll(ids(page));
            cursor = page.next().orElse(Page.Cursor.START);
        }
        assertEquals(List.of("may", "june", "july"), found);
        assertTrue(cursor.isStart());
    }

    @Test
    void a_document_has_no_children_and_what_is_not_there_is_not_found() {
        assertEquals(Page.last(List.of()), children("may", Page.Cursor.START, 50));
        assertThrows(Refusal.NotFound.class, () -> children("august", Page.Cursor.START, 50));
    }

    @Test
    void a_cursor_is_good_for_the_listing_that_made_it_alone() {
        Connection.Id other = connect(admin, "tree");
        Page.Cursor ofFolder = children("2026", Page.Cursor.START, 1).next().orElseThrow();
        Page.Cursor ofSearch = browsing.search(admin, connection, "J", Page.Cursor.START, 1)
                .next()
                .orElseThrow();
        assertEquals(List.of("june", "july"), ids(children("2026", ofFolder, 50)));
        assertEquals(List.of("july"), ids(browsing.search(admin, connection, "J", ofSearch, 50)));
        refusedCursor(() -> children("reports", ofFolder, 50));
        refusedCursor(() -> children("2026", ofSearch, 50));
        refusedCursor(() -> browsing.children(admin, other, Optional.of("2026"), ofFolder, 50));
        refusedCursor(() -> browsing.search(admin, connection, "Jul", ofSearch, 50));
        refusedCursor(() -> children("2026", new Page.Cursor("no cursor"), 50));
    }

    @Test
    void a_cursor_that_the_provider_no_longer_understands_is_refused_like_a_broken_one() {
        Page.Cursor cursor = children("2026", Page.Cursor.START, 1).next().orElseThrow();
        tree.failing(() -> new ProviderFailure.Invalid("The cursor has expired"));
        refusedCursor(() -> children("2026", cursor, 50));
        unavailable(ProviderFailure.Invalid.class, () -> children("2026", Page.Cursor.START, 50));
    }

    private static void refusedCursor(Runnable call) {
        Refusal.InvalidInput refusal = assertThrows(Refusal.InvalidInput.class, call::run);
        assertEquals("after", refusal.problems().getFirst().field());
    }

    @Test
    void resources_are_found_by_their_ids_in_the_order_asked_for_and_unknown_ones_are_empty() {
        Map<String, Optional<Browsing.Seen>> found =
                browsing.resources(admin, connection, "ids", List.of("june", "august", "reports", "june"));
        assertEquals(List.of("june", "august", "reports"), List.copyOf(found.keySet()));
        assertEquals("Reports/2026/June.txt", found.get("june").orElseThrow().path());
        assertEquals(Optional.empty(), found.get("august"));
        assertTrue(found.get("reports").orElseThrow().resource().isFolder());
    }

    @Test
    void more_ids_than_a_hundred_are_refused_by_the_name_that_they_were_sent_under() {
        List<String> many = java.util.stream.IntStream.range(0, 101)
                .mapToObj(Integer::toString)
                .toList();
        Refusal.InvalidInput refusal = assertThrows(
                Refusal.InvalidInput.class, () -> browsing.resources(admin, connection, "resource_ids", many));
        assertEquals("resource_ids", refusal.problems().getFirst().field());
    }

    @Test
    void a_path_is_the_providers_word_or_leads_down_from_the_root() {
        tree.plant("2026", Resource.document("told", "told", "v1").at("By/the/provider"));
        assertEquals(
                List.of("Reports/2026/May.txt", "Reports/2026/June.txt", "Reports/2026/July.txt", "By/the/provider"),
                paths(children("2026", Page.Cursor.START, 50)));
        // Its folder and that one's, once each.
        assertEquals(2, tree.looks());
    }

    @Test
    void a_folder_that_contains_itself_has_a_path_that_ends() {
        tree.plant("2026", Resource.folder("a", "A").in(new Resource.Id("b")))
                .plant("a", Resource.folder("b", "B").in(new Resource.Id("a")));
        assertEquals(List.of("B/A/B"), paths(children("a", Page.Cursor.START, 50)));
    }

    @Test
    void what_is_stored_gives_paths_without_a_call_and_tells_what_is_indexed() {
        core.sync(connection);
        Page<Browsing.Seen> page = children("2026", Page.Cursor.START, 1);
        assertEquals(List.of("Reports/2026/May.txt"), paths(page));
        assertEquals(0, tree.looks());
        assertTrue(page.items().getFirst().document().isPresent());
        assertTrue(page.items().getFirst().current());

        tree.plant("2026", Resource.document("may", "May.txt", "v2").in(new Resource.Id("2026")));
        assertFalse(children("2026", Page.Cursor.START, 50).items().stream()
                .filter(seen -> seen.resource().id().value().equals("may"))
                .findFirst()
                .orElseThrow()
                .current());
    }

    @Test
    void what_a_provider_cannot_do_is_refused_without_asking_it() {
        Connection.Id plain = connect(admin, "flat");
        flat.failing(() -> new ProviderFailure.Transient("Nobody should have asked"));
        unavailable(
                ProviderFailure.Invalid.class,
                () -> browsing.children(admin, plain, Optional.empty(), Page.Cursor.START, 50));
        unavailable(ProviderFailure.Invalid.class, () -> browsing.search(admin, plain, "One", Page.Cursor.START, 50));
    }

    @Test
    void page_sizes_and_empty_queries_are_refused() {
        for (int size : new int[] {0, -1, 1_001}) {
            assertThrows(Refusal.InvalidInput.class, () -> children("2026", Page.Cursor.START, size));
        }
        for (String query : Arrays.asList("", "  ", "x".repeat(1_001))) {
            assertThrows(
                    Refusal.InvalidInput.class, () -> browsing.search(admin, connection, query, Page.Cursor.START, 50));
        }
    }

    @Test
    void a_refused_credential_is_noted_on_the_connection() {
        core.sync(connection);
        tree.failing(() -> new ProviderFailure.Unauthorized("The password is wrong"));
        unavailable(ProviderFailure.Unauthorized.class, () -> children("2026", Page.Cursor.START, 50));
        Connection refused = core.core().connections().get(admin, connection);
        assertEquals(Connection.Status.NEEDS_REAUTHORIZATION, refused.status());
        assertEquals(Optional.of("The password is wrong"), refused.statusReason());
    }

    @Test
    void one_resource_that_may_not_be_seen_is_empty_and_a_provider_that_is_down_is_not() {
        tree.failing(() -> new ProviderFailure.Denied("Not yours"));
        assertEquals(Map.of("may", Optional.empty()), browsing.resources(admin, connection, "ids", List.of("may")));
        tree.failing(() -> new ProviderFailure.Transient("Down"));
        unavailable(
                ProviderFailure.Transient.class,
                () -> browsing.resources(admin, connection, "ids", List.of("may", "june")));
    }

    @Test
    void a_provider_that_does_not_answer_is_given_up() {
        Browsing hasty = new Browsing(
                core.core().connections(),
                core.core().catalog(),
                core.core().sessions(),
                core.ports().documents(),
                new Rights(
                        core.ports().connections(),
                        core.ports().roles(),
                        core.ports().oauth().authorizations()),
                new Patience(Duration.ofMillis(20)));
        tree.silent();
        unavailable(
                ProviderFailure.Transient.class,
                () -> hasty.children(admin, connection, Optional.empty(), Page.Cursor.START, 50));
        unavailable(
                ProviderFailure.Transient.class,
                () -> hasty.resources(admin, connection, "ids", List.of("may", "june")));
    }

    private static void unavailable(Class<? extends ProviderFailure> why, Runnable call) {
        assertInstanceOf(why, assertThrows(Refusal.Unavailable.class, call::run).failure());
    }

    @Test
    void only_who_sees_the_connection_may_browse_it_and_with_a_key_that_may_read() {
        Principal stranger = user(Role.EDITOR, KeyScope.ADMIN);
        assertThrows(
                Refusal.NotFound.class,
                () -> browsing.children(stranger, connection, Optional.empty(), Page.Cursor.START, 50));
        Connection.Id own = connect(stranger, "tree");
        assertEquals(
                List.of("reports", "readme"),
                ids(browsing.children(stranger, own, Optional.empty(), Page.Cursor.START, 50)));
        Principal narrow =
                new Principal(admin.organization(), admin.user(), admin.role(), Set.of(KeyScope.DOCUMENTS_READ), false);
        assertThrows(Refusal.Forbidden.class, () -> browsing.roots(narrow, connection));
    }

    private Principal user(Role role, KeyScope scope) {
        User user = new User(
                new User.Id(new UUID(7, 1)),
                admin.organization(),
                "other",
                Optional.empty(),
                role,
                core.clock.instant());
        core.ports().access().addUser(user);
        return new Principal(user.organization(), user.id(), role, Set.of(scope), false);
    }
}
