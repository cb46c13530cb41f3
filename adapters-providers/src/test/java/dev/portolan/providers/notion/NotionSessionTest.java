package dev.portolan.providers.notion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.spec.Spec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is Notion's own besides: its errors, its files with addresses that expire, and how it is browsed. */
class NotionSessionTest extends NotionWorld {

    @Test
    void requests_and_answers_are_checked_against_the_official_description() {
        assumeTrue(Spec.of(FakeNotion.SPEC).isPresent(), Spec.ABSENT);
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
        ConnectorSession misspelt = session(Map.of("pages", List.of("Home")));
        for (Executable call : List.<Executable>of(misspelt::account, () -> misspelt.scopes(List.of()))) {
            assertTrue(
                    assertThrows(ProviderFailure.Invalid.class, call).message().contains("'pages'"));
        }
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
}
