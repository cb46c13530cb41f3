package dev.portolan.providers.notion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.Mirror;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.spec.Spec;
import dev.portolan.providers.wire.AddressGuard;
import dev.portolan.providers.wire.Pauses;
import dev.portolan.providers.wire.Transport;
import dev.portolan.providers.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is Notion's own: no tree to list, a search that misses some, minutes instead of versions, and a trash. */
class NotionSessionTest {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final NotionFixture fixture = new NotionFixture();
    private final FakeNotion notion = fixture.notion;
    private final NotionTree tree = notion.tree;
    private final Mirror mirror = new Mirror();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void requests_and_answers_are_checked_against_the_official_description() {
        assumeTrue(Spec.of(FakeNotion.SPEC).isPresent(), Spec.ABSENT);
    }

    // --- what is found

    @Test
    void what_the_search_misses_is_found_by_walking_down() {
        String top = tree.page("", "Top");
        String toggle = tree.block(top, "toggle", Map.of("rich_text", List.of(), "color", "default"));
        String nested = tree.page(toggle, "In a toggle");
        String source = tree.database(nested, "Tasks");
        String row = tree.page(source, "Row");
        String below = tree.page(row, "Below the row");
        for (String id : List.of(nested, source, row, below)) {
            tree.unlist(id);
        }
        mirror.catchUp(session());
        assertEquals(Set.of(top, nested, row, below), documents());
        assertEquals("in:" + top, parent(nested));
        assertEquals("in:" + nested, parent(source));
        assertEquals(source, parent(row));
        assertEquals("in:" + row, parent(below));
    }

    @Test
    void every_data_source_of_a_database_is_a_folder_of_its_rows() {
        String page = tree.page("", "Home");
        String first = tree.database(page, "Tasks");
        String second = tree.source(tree.nodes.get(first).parent.orElseThrow(), "Archive");
        String row = tree.page(first, "One");
        String other = tree.page(second, "Two");
        mirror.catchUp(session());
        assertEquals(first, parent(row));
        assertEquals(second, parent(other));
        assertEquals("Archive", mirror.resources.get(second).name());
        assertEquals("in:" + page, parent(second));
    }

    @Test
    void a_page_that_was_turned_into_a_wiki_is_found_as_the_database_that_it_is() {
        String page = tree.page("", "Home");
        String wiki = tree.wiki(page, "Wiki");
        String row = tree.page(wiki, "Article");
        String inner = tree.database(wiki, "Glossary");
        String word = tree.page(inner, "Word");
        List.of(wiki, row, inner, word).forEach(tree::unlist);
        mirror.catchUp(session());
        assertEquals(Set.of(page, row, word), documents());
        assertEquals("in:" + page, parent(wiki));
        assertEquals(wiki, parent(row));
        assertEquals(wiki, parent(inner));
    }

    @Test
    void a_view_of_a_database_that_is_elsewhere_is_not_synced_twice() {
        String source = tree.database(tree.page("", "Home"), "Tasks");
        tree.page(source, "Row");
        String other = tree.page("", "Other");
        tree.view(other, source);
        mirror.catchUp(session());
        assertEquals(3, documents().size());
        assertEquals("Tasks", mirror.resources.get(source).name());
        assertFalse(parent(source).equals("in:" + other));
    }

    @Test
    void a_query_that_ends_before_its_rows_do_is_asked_again_from_there() {
        notion.listings.endQueriesAfter(3);
        String source = tree.database("", "Many");
        Set<String> rows = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            rows.add(tree.page(source, "Row " + i));
        }
        rows.forEach(tree::unlist);
        mirror.catchUp(session());
        assertEquals(rows, documents());
    }

    @Test
    void a_page_with_more_pages_than_a_checkpoint_holds_is_walked_in_parts() {
        String home = tree.page("", "Home");
        Set<String> all = new TreeSet<>(Set.of(home));
        for (int i = 0; i < 230; i++) {
            String child = tree.page(home, "Child " + i);
            tree.unlist(child);
            all.add(child);
        }
        List<Mirror.Step> steps = mirror.catchUp(session());
        assertEquals(all, documents());
        assertTrue(steps.size() > 2);
    }

    @Test
    void pages_nested_deep_are_found_however_deep_a_checkpoint_must_reach() {
        Set<String> all = new TreeSet<>();
        String above = "";
        for (int i = 0; i < 30; i++) {
            for (int k = 0; k < 3; k++) {
                String page = tree.page(above, "Page " + i + "." + k);
                all.add(page);
                above = k == 2 ? page : above;
            }
        }
        mirror.catchUp(session());
        assertEquals(all, documents());
    }

    @Test
    void a_first_sync_reads_each_page_once() {
        String source = tree.database("", "Tasks");
        for (int i = 0; i < 60; i++) {
            tree.write(tree.page(source, "Row " + i), "text");
        }
        mirror.catchUp(session());
        long calls = fixture.proxy().orElseThrow().seen().size();
        assertTrue(calls <= 60 + 15, calls + " calls");
        fixture.proxy().orElseThrow().forget();
        mirror.catchUp(session());
        assertEquals(2, fixture.proxy().orElseThrow().seen().size());
    }

    // --- what changes

    @Test
    void the_trash_is_deletion_and_what_is_restored_is_back_with_all_below() {
        String top = tree.page("", "Top");
        String inner = tree.page(top, "Inner");
        String deep = tree.page(inner, "Deep");
        String file = tree.file(deep, "pdf", "a.pdf", bytes("pdf"));
        String kept = tree.page("", "Kept");
        mirror.catchUp(session());
        assertEquals(Set.of(top, inner, deep, "file:" + file, kept), documents());
        tree.pass(A_DAY);
        tree.trash(inner, true);
        mirror.catchUp(session());
        assertEquals(Set.of(top, kept), documents());
        tree.pass(A_DAY);
        tree.trash(inner, false);
        mirror.catchUp(session());
        assertEquals(Set.of(top, inner, deep, "file:" + file, kept), documents());
    }

    @Test
    void a_row_and_a_whole_database_go_with_the_trash() {
        String source = tree.database("", "Tasks");
        String row = tree.page(source, "Row");
        String other = tree.page(source, "Other");
        mirror.catchUp(session());
        tree.pass(A_DAY);
        tree.trash(row, true);
        mirror.catchUp(session());
        assertEquals(Set.of(other), documents());
        tree.pass(A_DAY);
        tree.trash(source, true);
        mirror.catchUp(session());
        assertEquals(Set.of(), mirror.resources.keySet());
    }

    @Test
    void a_complete_run_finds_all_of_the_trash_however_long_ago_that_was() {
        String gone = tree.page("", "Gone");
        String kept = tree.page("", "Kept");
        mirror.catchUp(session());
        Instant edited = tree.nodes.get(gone).edited;
        tree.pass(A_DAY);
        tree.touch(kept);
        mirror.catchUp(session());
        tree.trash(gone, true);
        tree.nodes.get(gone).edited = edited;
        mirror.catchUp(session());
        assertEquals(Set.of(gone, kept), documents(), "nothing has told it yet");
        mirror.forgetCheckpoints();
        mirror.catchUp(session());
        assertEquals(Set.of(kept), documents());
    }

    @Test
    void what_is_no_longer_shared_is_not_deleted() {
        String top = tree.page("", "Top");
        String inner = tree.page(top, "Inner");
        mirror.catchUp(session());
        tree.share(top, false);
        mirror.catchUp(session());
        mirror.forgetCheckpoints();
        mirror.catchUp(session());
        assertEquals(Set.of(top, inner), documents());
        assertThrows(ProviderFailure.Missing.class, () -> session().resource(new Resource.Id(top)));
    }

    @Test
    void what_is_no_longer_shared_goes_in_a_complete_run_where_that_is_wanted() {
        String top = tree.page("", "Top");
        String kept = tree.page("", "Kept");
        Map<String, Object> settings = Map.of("deleteUnshared", true);
        mirror.catchUp(session(settings));
        tree.share(top, false);
        mirror.catchUp(session(settings));
        assertEquals(Set.of(top, kept), documents());
        mirror.forgetCheckpoints();
        mirror.catchUp(session(settings));
        assertEquals(Set.of(kept), documents());
    }

    @Test
    void a_picked_page_that_is_no_longer_shared_is_access_lost() {
        String top = tree.page("", "Top");
        tree.page(top, "Inner");
        Map<String, Object> settings = Map.of("pages", List.of(top), "deleteUnshared", true);
        mirror.catchUp(session(settings));
        Set<String> before = documents();
        tree.share(top, false);
        assertThrows(ProviderFailure.Missing.class, () -> mirror.catchUp(session(settings)));
        assertEquals(before, documents());
    }

    @Test
    void a_move_or_a_rename_keeps_the_id() {
        String here = tree.page("", "Here");
        String there = tree.page("", "There");
        String page = tree.page(here, "Page");
        String below = tree.page(page, "Below");
        mirror.catchUp(session());
        tree.pass(A_DAY);
        tree.move(page, there);
        tree.rename(page, "Renamed");
        mirror.catchUp(session());
        Resource moved = mirror.resources.get(page);
        assertEquals("Renamed", moved.name());
        assertEquals("in:" + there, parent(page));
        assertEquals("in:" + there, parent("in:" + page));
        assertEquals("Renamed", mirror.resources.get("in:" + page).name());
        assertEquals("in:" + page, parent(below));
    }

    @Test
    void new_pages_and_rows_are_found_wherever_they_are_made_and_whatever_the_search_misses() {
        String top = tree.page("", "Top");
        String source = tree.database(top, "Tasks");
        mirror.catchUp(session());
        tree.pass(A_DAY);
        String row = tree.page(source, "Row");
        String toggle = tree.block(top, "toggle", Map.of("rich_text", List.of(), "color", "default"));
        String inner = tree.page(toggle, "Inner");
        String hidden = tree.page(inner, "Not in the index");
        tree.unlist(hidden);
        String other = tree.page(tree.database(top, "New"), "New row");
        mirror.catchUp(session());
        assertEquals(Set.of(top, row, inner, hidden, other), documents());
        assertEquals("in:" + top, parent(inner));
        assertEquals(source, parent(row));
    }

    @Test
    void an_edit_in_the_minute_of_the_one_before_is_found_a_little_later() {
        Instant now = Instant.parse("2025-03-04T05:06:10Z");
        tree.setPace(Duration.ofSeconds(1));
        tree.setTime(now);
        String page = tree.page("", "Page");
        tree.write(page, "first");
        mirror.catchUp(at(now.plusSeconds(5)));
        String version = mirror.resources.get(page).version();
        tree.write(page, "second");
        mirror.catchUp(at(now.plusSeconds(300)));
        assertFalse(version.equals(mirror.resources.get(page).version()), "the edit was missed");
        List<Change> changes = new ArrayList<>();
        mirror.catchUp(at(now.plusSeconds(600)))
                .forEach(step -> changes.addAll(step.page().changes()));
        assertEquals(List.of(), changes, "told once more is enough");
    }

    @Test
    void an_edit_that_the_index_tells_late_is_found_in_the_overlap() {
        String late = tree.page("", "Late");
        tree.page("", "Page");
        mirror.catchUp(session());
        tree.pass(A_DAY);
        tree.write(late, "edited first, and told last");
        tree.nodes.get(late).isUnlisted = true;
        tree.touch(tree.page("", "Another"));
        mirror.catchUp(session());
        String before = mirror.resources.get(late).version();
        tree.nodes.get(late).isUnlisted = false;
        mirror.catchUp(session());
        assertFalse(before.equals(mirror.resources.get(late).version()));
    }

    // --- what goes wrong

    @ParameterizedTest
    @ValueSource(ints = {500, 400, 404})
    void one_page_that_notion_cannot_tell_costs_no_other(int status) {
        String bad = tree.page("", "Bad");
        String good = tree.page("", "Good");
        String below = tree.page(good, "Below");
        Map<String, Object> settings = Map.of("deleteUnshared", true);
        tree.page(bad, "Below the bad one");
        mirror.catchUp(session(settings));
        int before = documents().size();
        notion.breakBlocks(
                bad,
                status,
                Map.of(500, "internal_server_error", 400, "validation_error", 404, "object_not_found")
                        .get(status));
        mirror.forgetCheckpoints();
        mirror.catchUp(session(settings));
        assertTrue(documents().containsAll(Set.of(bad, good, below)));
        assertEquals(before, documents().size(), "what is in a page that cannot be read is not gone");
        assertThrows(
                ProviderFailure.class,
                () -> session().fetch(mirror.resources.get(bad)).close());
    }

    @ParameterizedTest
    @CsvSource({
        "429, rate_limited, public_api_request_rate_limit, RateLimited",
        "529, service_overload, public_api_endpoint_rate_limit, RateLimited",
        "429, rate_limited, public_api_request_blocked, Denied",
    })
    void quotas_are_told_by_their_reasons(int status, String code, String reason, String failure) {
        tree.page("", "Page");
        notion.refuse(status, code, Map.of("rate_limit_reason", reason, "retry_after", "77"));
        ProviderFailure told = assertThrows(ProviderFailure.class, () -> mirror.catchUp(session()));
        assertEquals(failure, told.getClass().getSimpleName());
        if (told instanceof ProviderFailure.RateLimited limited) {
            assertEquals(Duration.ofSeconds(77), limited.retryAfter());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, validation_error, Invalid",
        "400, invalid_request, Invalid",
        "403, restricted_resource, Denied",
        "404, object_not_found, Missing",
    })
    void errors_are_told_by_their_codes(int status, String code, String failure) {
        notion.refuse(status, code, Map.of());
        ProviderFailure told =
                assertThrows(ProviderFailure.class, () -> session().account());
        assertEquals(failure, told.getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource({
        "409, conflict_error",
        "500, internal_server_error",
        "503, service_unavailable",
        "504, gateway_timeout",
    })
    void what_passes_is_asked_again(int status, String code) {
        notion.refuse(status, code, Map.of());
        assertEquals("Ada Example", session().account().displayName());
    }

    @Test
    void a_token_that_has_expired_is_renewed() {
        tree.page("", "Page");
        notion.expireToken();
        mirror.catchUp(session());
        assertEquals(1, documents().size());
        assertEquals(1, fixture.keys.renewals());
    }

    @Test
    void a_cursor_that_notion_has_forgotten_is_a_new_beginning() {
        for (int i = 0; i < 120; i++) {
            tree.page("", "Page " + i);
        }
        ConnectorSession session = session();
        Scope scope = session.scopes(List.of()).getFirst();
        Checkpoint begun = session.changes(scope, Checkpoint.START).next();
        List<Checkpoint> later = new ArrayList<>(List.of(begun));
        while (!later.getLast().value().contains("SEARCH/")) {
            later.add(session.changes(scope, later.getLast()).next());
        }
        notion.listings.forgetCursors();
        assertThrows(ProviderFailure.ResyncRequired.class, () -> {
            Checkpoint at = later.getLast();
            while (true) {
                at = session.changes(scope, at).next();
            }
        });
    }

    // --- files

    @Test
    void an_address_that_has_expired_is_asked_for_anew() throws IOException {
        String page = tree.page("", "Page");
        String block = tree.file(page, "pdf", "a.pdf", bytes("the bytes"));
        mirror.catchUp(session());
        Resource file = mirror.resources.get("file:" + block);
        assertEquals(Optional.of("application/pdf"), file.mediaType());
        assertEquals("in:" + page, parent("file:" + block));
        assertArrayEquals(bytes("the bytes"), read(file));
        tree.pass(Duration.ofHours(2));
        assertArrayEquals(bytes("the bytes"), read(file));
        assertArrayEquals(bytes("the bytes"), read(file.with(Map.of())));
    }

    @Test
    void files_come_go_and_change_with_their_page() {
        String page = tree.page("", "Page");
        String one = tree.file(page, "file", "one.txt", bytes("1"));
        String two = tree.file(page, "image", "two.png", bytes("2"));
        mirror.catchUp(session());
        String version = mirror.resources.get("file:" + one).version();
        tree.pass(A_DAY);
        tree.replaceFile(one, bytes("11"));
        tree.delete(two);
        String three = tree.file(page, "video", "three.mp4", bytes("3"));
        mirror.catchUp(session());
        assertEquals(Set.of(page, "file:" + one, "file:" + three), documents());
        assertFalse(version.equals(mirror.resources.get("file:" + one).version()));
    }

    @Test
    void a_file_that_is_a_property_is_a_document_too() throws IOException {
        String row = tree.page(tree.database("", "Tasks"), "Row");
        tree.nodes.get(row).bytes = bytes("contract");
        tree.property(row, "Contract", Map.of("id", "f%5C%3Ap", "type", "files", "name", "contract.docx"));
        mirror.catchUp(session());
        Resource file = mirror.resources.values().stream()
                .filter(resource -> resource.name().equals("contract.docx"))
                .findFirst()
                .orElseThrow();
        assertArrayEquals(bytes("contract"), read(file));
        tree.pass(A_DAY);
        assertArrayEquals(bytes("contract"), read(file));
        assertEquals(file.version(), session().resource(file.id()).version());
    }

    // --- selection, browsing, search

    @Test
    void only_what_is_picked_and_what_is_in_it_is_synced() {
        String picked = tree.page("", "Picked");
        String inner = tree.page(picked, "Inner");
        String source = tree.database("", "Tasks");
        String row = tree.page(source, "Row");
        String other = tree.page("", "Other");
        String address = "https://www.notion.so/Picked-" + picked.replace("-", "") + "?pvs=4";
        Map<String, Object> settings = Map.of("pages", List.of(address, source, inner));
        assertEquals(
                List.of("Picked", "Tasks"),
                session(settings).scopes(List.of()).stream().map(Scope::name).toList());
        mirror.catchUp(session(settings));
        assertEquals(Set.of(picked, inner, row), documents());
        tree.pass(A_DAY);
        tree.touch(other);
        tree.rename(inner, "Renamed");
        String late = tree.page(source, "Late");
        mirror.catchUp(session(settings));
        assertEquals(Set.of(picked, inner, row, late), documents());
        assertEquals("Renamed", mirror.resources.get(inner).name());
        assertThrows(ProviderFailure.Missing.class, () -> session(settings).resource(new Resource.Id(other)));
        assertThrows(ProviderFailure.Invalid.class, () -> session(Map.of("pages", List.of("Home"))));
    }

    @Test
    void a_page_is_shown_with_the_folder_of_what_is_in_it() {
        String home = tree.page("", "Home");
        String child = tree.page(home, "Child");
        String source = tree.database(home, "Tasks");
        String file = tree.file(home, "pdf", "a.pdf", bytes("pdf"));
        assertEquals(List.of(home, "in:" + home), ids(children(ConnectorSession.ROOT)));
        assertEquals(List.of("file:" + file, child, source), ids(children(new Resource.Id("in:" + home))));
        assertEquals(List.of(), children(new Resource.Id(home)));
        assertEquals(
                home,
                session()
                        .search("hom", Page.Cursor.START, 10)
                        .items()
                        .getFirst()
                        .id()
                        .value());
    }

    // --- what the tests are made of

    private ConnectorSession session() {
        return session(Map.of());
    }

    private ConnectorSession session(Map<String, Object> settings) {
        return fixture.connector().open(OAuthConnectors.binding(settings, fixture.keys));
    }

    private ConnectorSession at(Instant now) {
        Pauses none = new Pauses(Duration.ofMillis(1), asked -> Duration.ofMillis(1));
        return new NotionConnector(
                        OAuthConnectors.endpoints(Map.of(
                                "portolan.providers.notion.api-url",
                                notion.uri().toString())),
                        new Wire(new Transport(new AddressGuard(List.of())), () -> now, none),
                        OAuthConnectors.json())
                .open(fixture.binding());
    }

    private Set<String> documents() {
        Set<String> documents = new TreeSet<>();
        mirror.resources.values().stream()
                .filter(resource -> !resource.isFolder())
                .forEach(resource -> documents.add(resource.id().value()));
        return documents;
    }

    private String parent(String id) {
        return mirror.resources.get(id).parent().orElseThrow().value();
    }

    private List<Resource> children(Resource.Id parent) {
        return session().children(parent, Page.Cursor.START, 100).items();
    }

    private static List<String> ids(List<Resource> resources) {
        return resources.stream().map(resource -> resource.id().value()).toList();
    }

    private byte[] read(Resource file) throws IOException {
        try (Content content = session().fetch(file)) {
            return assertInstanceOf(Content.Stream.class, content).bytes().readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
