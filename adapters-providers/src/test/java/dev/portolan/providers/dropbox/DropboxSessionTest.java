package dev.portolan.providers.dropbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.Mirror;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.spec.Spec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is Dropbox's own: its feed, its team spaces, its exports and its refusals. */
class DropboxSessionTest {

    private final DropboxFixture fixture = new DropboxFixture();
    private final FakeDropbox dropbox = fixture.dropbox;
    private final Mirror mirror = new Mirror();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void requests_and_answers_are_checked_against_the_official_description() {
        assumeTrue(Spec.of("dropbox/dropbox.openapi.json").isPresent(), Spec.ABSENT);
    }

    @Test
    void an_empty_page_with_more_to_come_is_no_end() {
        put("/a.txt");
        dropbox.beginWithAnEmptyPage();
        assertEquals(2, mirror.catchUp(session()).size());
        assertEquals(Set.of("a.txt"), paths());
    }

    @Test
    void a_feed_that_begins_anew_finds_what_went_missing_meanwhile() {
        put("/a.txt", "/b.txt");
        mirror.catchUp(session());
        dropbox.tree.delete("/a.txt");
        put("/c.txt");
        dropbox.reset();
        mirror.catchUp(session());
        assertEquals(Set.of("b.txt", "c.txt"), paths());
    }

    @Test
    void only_picked_folders_are_synced_and_nested_picks_are_one() {
        put("/a.txt", "/Projects/b.txt", "/Projects/Deep/c.txt", "/Other/d.txt", "/projects2/e.txt");
        ConnectorSession session = session(Map.of("folders", List.of("projects/", "/Projects/Deep", "/Other")));
        assertEquals(
                List.of("Other", "projects"),
                session.scopes(List.of()).stream().map(Scope::name).toList());
        mirror.catchUp(session);
        assertEquals(
                Set.of("Other", "Other/d.txt", "Projects", "Projects/b.txt", "Projects/Deep", "Projects/Deep/c.txt"),
                paths());
        assertEquals(
                List.of("Other", "Projects"),
                session.children(ConnectorSession.ROOT, Page.Cursor.START, 10).items().stream()
                        .map(Resource::name)
                        .toList());
        assertThrows(ProviderFailure.Missing.class, () -> session.resource(new Resource.Id(dropbox.tree.id("/a.txt"))));
    }

    @Test
    void patterns_select_documents_and_prune_folders() {
        put("/a.txt", "/a.md", "/drafts/b.md", "/docs/c.md");
        mirror.catchUp(session(Map.of("include", List.of("*.md"), "exclude", List.of("drafts/"))));
        assertEquals(Set.of("a.md", "docs", "docs/c.md"), paths());
    }

    @Test
    void a_document_that_moves_out_of_the_selection_is_gone() {
        put("/docs/a.md");
        ConnectorSession session = session(Map.of("folders", List.of("/docs")));
        mirror.catchUp(session);
        dropbox.tree.move("/docs/a.md", "/elsewhere/a.md", false);
        mirror.catchUp(session);
        assertEquals(Set.of("docs"), paths());
    }

    @Test
    void a_picked_folder_that_is_gone_is_access_lost_and_no_deletion() {
        put("/docs/a.md");
        ConnectorSession session = session(Map.of("folders", List.of("/docs")));
        mirror.catchUp(session);
        dropbox.tree.delete("/docs");
        assertThrows(ProviderFailure.Missing.class, () -> mirror.catchUp(session));
    }

    @Test
    void a_member_of_a_team_sees_the_teams_folders() throws IOException {
        dropbox.joinTeam("7", "/Ada Ex");
        put("/Ada Ex/mine.txt", "/Team/ours.txt");
        mirror.catchUp(session());
        assertEquals(Set.of("Ada Ex", "Ada Ex/mine.txt", "Team", "Team/ours.txt"), paths());
        assertEquals("/Team/ours.txt", read(id("/Team/ours.txt")));
    }

    @Test
    void a_team_whose_space_has_changed_is_listed_from_the_start() throws IOException {
        dropbox.joinTeam("7", "/Ada Ex");
        put("/Team/ours.txt");
        ConnectorSession session = session();
        mirror.catchUp(session);
        dropbox.joinTeam("8", "/Ada Ex");
        put("/Team/new.txt");
        assertEquals("/Team/new.txt", read(session, id("/Team/new.txt")));
        dropbox.joinTeam("9", "/Ada Ex");
        mirror.catchUp(session);
        assertEquals(Set.of("Team", "Team/ours.txt", "Team/new.txt"), paths());
    }

    @Test
    void paper_is_exported_in_the_best_format_that_is_offered() throws IOException {
        dropbox.tree.putPaper("/notes.paper", "# Notes", "html", "markdown");
        dropbox.tree.putPaper("/sheet.gsheet", "a,b", "xlsx");
        mirror.catchUp(session());
        try (Content notes = session().fetch(mirror.resources.get(dropbox.tree.id("/notes.paper")))) {
            assertEquals(Optional.of("text/markdown"), notes.mediaType());
            assertEquals("as markdown: # Notes", text(notes));
        }
        try (Content sheet = session().fetch(mirror.resources.get(dropbox.tree.id("/sheet.gsheet")))) {
            assertEquals(
                    Optional.of("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                    sheet.mediaType());
        }
        String version = version("/notes.paper");
        dropbox.tree.putPaper("/notes.paper", "# More", "html", "markdown");
        mirror.catchUp(session());
        assertTrue(!version.equals(version("/notes.paper")), "a new revision is a new version");
    }

    @Test
    void a_symbolic_link_has_no_content() {
        dropbox.tree.putLink("/link", "/etc/passwd");
        Content.Absent absent =
                assertInstanceOf(Content.Absent.class, session().fetch(session().resource(id("/link"))));
        assertEquals(ItemIssue.Code.NO_TEXT, absent.code());
    }

    @Test
    void what_does_not_have_its_hash_is_no_document() {
        put("/a.txt");
        dropbox.damage("/a.txt");
        assertThrows(IOException.class, () -> read(id("/a.txt")));
    }

    @Test
    void the_hash_is_of_blocks_of_four_megabytes() throws IOException {
        for (int size : List.of(0, 1, 4 * 1024 * 1024, 4 * 1024 * 1024 + 1)) {
            dropbox.tree.put("/big.bin", new byte[size]);
            assertEquals(size, read(id("/big.bin")).length());
        }
    }

    @Test
    void a_disputed_file_is_denied_and_stays() {
        dropbox.tree.putRestricted("/film.mp4");
        assertThrows(ProviderFailure.Denied.class, () -> read(id("/film.mp4")));
    }

    @Test
    void a_token_that_has_expired_is_renewed_once() {
        put("/a.txt");
        dropbox.expireToken();
        mirror.catchUp(session());
        assertEquals(Set.of("a.txt"), paths());
        assertEquals(1, fixture.keys.renewals());
    }

    @ParameterizedTest
    @CsvSource({
        "internal_error, Transient",
        "too_many_write_operations, Transient",
        "unheard_of, Invalid",
    })
    void refusals_are_known_by_their_tags(String tag, String failure) {
        put("/a.txt");
        ConnectorSession session = session();
        session.account();
        for (int i = 0; i < 10; i++) {
            dropbox.refuse(FakeDropbox.Answer.conflict("path", tag));
        }
        ProviderFailure thrown = assertThrows(ProviderFailure.class, () -> session.resource(id("/a.txt")));
        assertEquals(failure, thrown.getClass().getSimpleName());
    }

    @Test
    void a_quota_is_told_in_the_body_where_the_header_lacks() {
        ConnectorSession session = session();
        session.account();
        dropbox.refuse(FakeDropbox.Answer.json(
                429,
                Map.of(
                        "error_summary",
                        "too_many_requests/..",
                        "error",
                        Map.of("reason", Map.of(".tag", "too_many_requests"), "retry_after", 300))));
        ProviderFailure.RateLimited limited =
                assertThrows(ProviderFailure.RateLimited.class, () -> session.resource(id("/a.txt", "/a.txt")));
        assertEquals(300, limited.retryAfter().toSeconds());
    }

    @Test
    void searching_pages_through_names() {
        put("/report-1.txt", "/report-2.txt", "/x/report-3.txt", "/other.txt");
        Set<String> found = new TreeSet<>();
        Page.Cursor cursor = Page.Cursor.START;
        for (int page = 0; page < 3; page++) {
            Page<Resource> matches = session().search("report", cursor, 1);
            assertEquals(1, matches.items().size());
            found.add(matches.items().getFirst().name());
            cursor = matches.next().orElse(Page.Cursor.START);
        }
        assertEquals(Set.of("report-1.txt", "report-2.txt", "report-3.txt"), found);
        assertTrue(cursor.isStart());
    }

    private ConnectorSession session() {
        return fixture.connector().open(fixture.binding());
    }

    private ConnectorSession session(Map<String, Object> settings) {
        return fixture.connector().open(OAuthConnectors.binding(settings, fixture.keys));
    }

    private void put(String... paths) {
        for (String path : paths) {
            dropbox.tree.put(path, path.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Resource.Id id(String path) {
        return new Resource.Id(dropbox.tree.id(path));
    }

    private Resource.Id id(String put, String path) {
        put(put);
        return id(path);
    }

    private String version(String path) {
        return mirror.resources.get(dropbox.tree.id(path)).version();
    }

    private Set<String> paths() {
        return mirror.resources.values().stream()
                .map(resource -> resource.path().orElseThrow())
                .collect(Collectors.toSet());
    }

    private String read(Resource.Id id) throws IOException {
        return read(session(), id);
    }

    private static String read(ConnectorSession session, Resource.Id id) throws IOException {
        try (Content content = session.fetch(session.resource(id))) {
            return text(content);
        }
    }

    private static String text(Content content) throws IOException {
        return new String(((Content.Stream) content).bytes().readAllBytes(), StandardCharsets.UTF_8);
    }
}
