package dev.portolan.providers.googledrive;

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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is Google Drive's own: its logs, its folders that say nothing of what is in them, its exports and its reasons. */
class GoogleDriveSessionTest {

    private final GoogleDriveFixture fixture = new GoogleDriveFixture();
    private final FakeDrive drive = fixture.drive;
    private final DriveTree tree = drive.tree;
    private final Mirror mirror = new Mirror();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void requests_and_answers_are_checked_against_the_official_description() {
        assumeTrue(Spec.of("google-drive/drive-v3.openapi.json").isPresent(), Spec.ABSENT);
    }

    @Test
    void each_shared_drive_is_a_scope_with_a_log_of_its_own() {
        String team = tree.drive("Team");
        String other = tree.drive("Other");
        String ours = text(team, "ours.txt");
        String mine = text(DriveTree.ROOT, "mine.txt");
        ConnectorSession session = session(Map.of("sharedDrives", List.of("*")));
        assertEquals(
                List.of("My Drive", "Team", "Other"),
                session.scopes(List.of()).stream().map(Scope::name).toList());
        mirror.catchUp(session);
        assertEquals(Set.of(ours, mine), ids());
        String late = text(team, "late.txt");
        tree.write(mine, bytes("changed"));
        text(other, "x.txt");
        mirror.catchUp(session(Map.of("sharedDrives", List.of(team))));
        assertTrue(ids().containsAll(Set.of(ours, mine, late)));
    }

    @Test
    void a_drive_that_is_no_longer_shared_is_access_lost_and_no_deletion() {
        String team = tree.drive("Team");
        text(team, "ours.txt");
        Map<String, Object> settings = Map.of("sharedDrives", List.of(team));
        mirror.catchUp(session(settings));
        tree.leaveDrive(team);
        Set<String> before = ids();
        assertThrows(ProviderFailure.Missing.class, () -> mirror.catchUp(session(settings)));
        assertEquals(before, ids());
    }

    @Test
    void the_trash_is_deletion_and_what_is_restored_is_back_with_all_below() {
        String folder = tree.folder(DriveTree.ROOT, "docs");
        String deep = tree.folder(folder, "deep");
        String file = text(deep, "a.txt");
        mirror.catchUp(session());
        tree.trash(folder, true);
        mirror.catchUp(session());
        assertEquals(Set.of(), ids());
        tree.trash(folder, false);
        mirror.catchUp(session());
        assertEquals(Set.of(folder, deep, file), ids());
    }

    @Test
    void the_deletion_of_a_folder_takes_what_is_below() {
        String folder = tree.folder(DriveTree.ROOT, "docs");
        text(tree.folder(folder, "deep"), "a.txt");
        String kept = text(DriveTree.ROOT, "b.txt");
        mirror.catchUp(session());
        tree.delete(folder);
        mirror.catchUp(session());
        assertEquals(Set.of(kept), ids());
    }

    @Test
    void a_move_or_a_rename_keeps_the_id_and_the_version() {
        String folder = tree.folder(DriveTree.ROOT, "docs");
        String file = text(DriveTree.ROOT, "a.txt");
        mirror.catchUp(session());
        String version = mirror.resources.get(file).version();
        tree.move(file, folder);
        tree.rename(file, "b.txt");
        mirror.catchUp(session());
        Resource moved = mirror.resources.get(file);
        assertEquals(version, moved.version());
        assertEquals("b.txt", moved.name());
        assertEquals(Optional.of(new Resource.Id(folder)), moved.parent());
    }

    @Test
    void a_picked_folder_is_itself_and_all_below_wherever_that_moves() {
        String picked = tree.folder(DriveTree.ROOT, "picked");
        String inner = tree.folder(picked, "inner");
        String elsewhere = tree.folder(DriveTree.ROOT, "elsewhere");
        String file = text(inner, "a.txt");
        String outside = text(elsewhere, "b.txt");
        Map<String, Object> settings = Map.of("folders", List.of("https://drive.google.com/drive/folders/" + picked));
        Map<String, Object> nested = Map.of("folders", List.of(inner, picked));
        assertEquals(1, session(nested).scopes(List.of()).size(), "nested picks are one");
        mirror.catchUp(session(settings));
        assertEquals(Set.of(picked, inner, file), ids());
        tree.move(elsewhere, inner);
        mirror.catchUp(session(settings));
        assertEquals(Set.of(picked, inner, file, elsewhere, outside), ids());
        tree.move(inner, DriveTree.ROOT);
        mirror.catchUp(session(settings));
        assertEquals(Set.of(picked), ids());
    }

    @Test
    void a_picked_folder_that_cannot_be_seen_is_access_lost() {
        ConnectorSession session = session(Map.of("folders", List.of("nowhere")));
        Scope scope = session.scopes(List.of()).getFirst();
        assertThrows(ProviderFailure.Missing.class, () -> session.changes(scope, dev.portolan.domain.Checkpoint.START));
    }

    @Test
    void patterns_are_for_paths_that_follow_from_the_folders() {
        String docs = tree.folder(DriveTree.ROOT, "docs");
        String drafts = tree.folder(docs, "drafts");
        String wanted = text(docs, "a.md");
        text(drafts, "b.md");
        text(docs, "c.txt");
        mirror.catchUp(session(Map.of("include", List.of("docs/**"), "exclude", List.of("docs/drafts/", "*.txt"))));
        assertEquals(Set.of(docs, wanted), ids());
    }

    @Test
    void folders_that_contain_themselves_end() {
        String one = tree.folder(DriveTree.ROOT, "one");
        String two = tree.folder(one, "two");
        tree.move(one, two);
        text(two, "a.txt");
        mirror.catchUp(session(Map.of("include", List.of("*.txt"))));
        assertEquals(3, ids().size());
    }

    @Test
    void tokens_that_google_forgot_list_everything_anew() {
        String gone = text(DriveTree.ROOT, "a.txt");
        String kept = text(DriveTree.ROOT, "b.txt");
        mirror.catchUp(session());
        tree.delete(gone);
        drive.forgetTokens();
        mirror.catchUp(session());
        assertEquals(Set.of(kept), ids());
    }

    @Test
    void a_document_is_exported_as_markdown_and_a_sheet_with_every_tab() throws IOException {
        String document = tree.file(DriveTree.ROOT, "Plan", FakeDrive.DOCUMENT, bytes("# Plan"));
        String sheet = tree.file(DriveTree.ROOT, "Numbers", FakeDrive.SHEET, bytes("One=1,2\nTwo & more=3,4"));
        try (Content content = fetch(document)) {
            assertEquals(Optional.of("text/markdown"), content.mediaType());
            assertEquals("as text/markdown: # Plan", text(content));
        }
        try (Content content = fetch(sheet)) {
            assertEquals(Optional.of("text/html"), content.mediaType());
            assertEquals(
                    "<h1>One</h1>\n<table><tr><td>1</td><td>2</td></tr></table>"
                            + "<h1>Two &amp; more</h1>\n<table><tr><td>3</td><td>4</td></tr></table>",
                    text(content));
        }
    }

    @Test
    void an_export_that_is_too_large_is_read_by_its_link() throws IOException {
        String document = tree.file(DriveTree.ROOT, "Plan", FakeDrive.DOCUMENT, bytes("# Plan"));
        drive.makeExportsTooLarge();
        try (Content content = fetch(document)) {
            assertEquals("as text/markdown: # Plan", text(content));
        }
    }

    @Test
    void what_google_exports_to_nobody_keeps_its_name_only() {
        String form = tree.file(DriveTree.ROOT, "Survey", "application/vnd.google-apps.form", bytes(""));
        assertEquals(ItemIssue.Code.NO_TEXT, absent(form).code());
    }

    @Test
    void a_native_document_changes_with_its_time() {
        String document = tree.file(DriveTree.ROOT, "Plan", FakeDrive.DOCUMENT, bytes("1"));
        mirror.catchUp(session());
        String before = mirror.resources.get(document).version();
        tree.write(document, bytes("2"));
        mirror.catchUp(session());
        assertTrue(!before.equals(mirror.resources.get(document).version()));
    }

    @Test
    void a_shortcut_names_what_it_leads_to_and_says_where_it_leads_to_nothing() {
        String target = text(DriveTree.ROOT, "a.txt");
        String folder = tree.folder(DriveTree.ROOT, "docs");
        String file = tree.shortcut(folder, "to a", target);
        String above = tree.shortcut(folder, "up", folder);
        String dangling = tree.shortcut(folder, "nowhere", "gone");
        mirror.catchUp(session());
        assertEquals(Set.of(target, folder, file, above, dangling), ids());
        assertTrue(((Content.Inline) fetch(file)).text().contains("[a.txt](https://drive.google.com/file/d/"));
        assertInstanceOf(Content.Inline.class, fetch(above));
        assertEquals(ItemIssue.Code.NO_TEXT, absent(dangling).code());
        tree.trash(target, true);
        assertEquals(ItemIssue.Code.NO_TEXT, absent(file).code());
    }

    @Test
    void a_resource_key_opens_what_needs_one() throws IOException {
        String file = text(DriveTree.ROOT, "old.txt");
        tree.describe(file, Map.of("resourceKey", "0-key"));
        try (Content content = fetch(file)) {
            assertEquals("old.txt", text(content));
        }
    }

    @Test
    void what_may_not_be_downloaded_is_denied_and_what_is_encrypted_is_no_text() {
        String locked = text(DriveTree.ROOT, "a.txt");
        tree.describe(locked, Map.of("capabilities", Map.of("canDownload", false)));
        assertThrows(ProviderFailure.Denied.class, () -> fetch(locked));
        String sealed = text(DriveTree.ROOT, "b.txt");
        tree.describe(sealed, Map.of("clientEncryptionDetails", Map.of("encryptionState", "encrypted")));
        assertEquals(ItemIssue.Code.NO_TEXT, absent(sealed).code());
    }

    @ParameterizedTest
    @CsvSource({
        "403, userRateLimitExceeded, RateLimited",
        "403, rateLimitExceeded, RateLimited",
        "429, rateLimitExceeded, RateLimited",
        "403, dailyLimitExceeded, RateLimited",
        "403, insufficientPermissions, Denied",
        "403, cannotDownloadAbusiveFile, Denied",
        "403, domainPolicy, Denied",
        "404, notFound, Missing",
        "400, badRequest, Invalid",
    })
    void the_reason_tells_what_a_refusal_means(int status, String reason, String failure) {
        ConnectorSession session = session();
        drive.refuse(status, reason);
        ProviderFailure thrown = assertThrows(ProviderFailure.class, () -> session.resource(new Resource.Id("any")));
        assertEquals(failure, thrown.getClass().getSimpleName());
    }

    @Test
    void a_token_that_has_expired_is_renewed_once() {
        text(DriveTree.ROOT, "a.txt");
        drive.expireToken();
        mirror.catchUp(session());
        assertEquals(1, ids().size());
        assertEquals(1, fixture.keys.renewals());
    }

    @Test
    void files_of_the_same_name_and_names_with_slashes_are_kept_apart() {
        text(DriveTree.ROOT, "a/b.txt");
        text(DriveTree.ROOT, "same.txt");
        text(DriveTree.ROOT, "same.txt");
        mirror.catchUp(session());
        assertEquals(3, ids().size());
    }

    @Test
    void browsing_begins_with_what_was_picked() {
        String team = tree.drive("Team");
        String file = text(team, "ours.txt");
        ConnectorSession session = session(Map.of("sharedDrives", List.of(team)));
        List<Resource> roots =
                session.children(ConnectorSession.ROOT, Page.Cursor.START, 10).items();
        assertEquals(
                List.of("My Drive", "Team"), roots.stream().map(Resource::name).toList());
        assertEquals(
                List.of(file),
                session.children(new Resource.Id(team), Page.Cursor.START, 10).items().stream()
                        .map(resource -> resource.id().value())
                        .toList());
    }

    @Test
    void a_search_may_have_quotes() {
        String file = text(DriveTree.ROOT, "Ada's plan.txt");
        assertEquals(
                List.of(file),
                session().search("ada's \\ plan".replace(" \\ ", " "), Page.Cursor.START, 10).items().stream()
                        .map(resource -> resource.id().value())
                        .toList());
    }

    private ConnectorSession session() {
        return session(Map.of());
    }

    private ConnectorSession session(Map<String, Object> settings) {
        return fixture.connector().open(OAuthConnectors.binding(settings, fixture.keys));
    }

    private String text(String parent, String name) {
        return tree.file(parent, name, "text/plain", bytes(name));
    }

    private Content fetch(String id) {
        ConnectorSession session = session();
        return session.fetch(session.resource(new Resource.Id(id)));
    }

    private Content.Absent absent(String id) {
        return assertInstanceOf(Content.Absent.class, fetch(id));
    }

    private static String text(Content content) throws IOException {
        return new String(((Content.Stream) content).bytes().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Set<String> ids() {
        return mirror.resources.keySet().stream().collect(Collectors.toSet());
    }
}
