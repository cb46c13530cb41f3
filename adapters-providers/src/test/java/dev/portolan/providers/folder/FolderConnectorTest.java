package dev.portolan.providers.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.disk.Roots;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderConnectorTest {

    @TempDir
    Path temp;

    private Path root = Path.of("");
    private Path secret = Path.of("");

    @BeforeEach
    void lay() throws IOException {
        root = Files.createDirectories(temp.resolve("root"));
        secret = Files.writeString(
                Files.createDirectories(temp.resolve("outside")).resolve("secret.txt"), "secret");
        Files.writeString(root.resolve("a.md"), "a");
    }

    @Test
    void without_roots_it_is_off_and_says_so() {
        FolderConnector off = new FolderConnector(new Roots(List.of("")));
        ProviderFailure.Invalid failure = assertThrows(
                ProviderFailure.Invalid.class, () -> off.open(FolderFixture.binding(Map.of("path", root.toString()))));
        assertTrue(failure.message().contains("PORTOLAN_FOLDER_ROOTS"), failure.message());
    }

    @Test
    void a_directory_outside_the_roots_is_denied_whether_it_exists_or_not() {
        for (String path : List.of(
                temp.resolve("outside").toString(), temp.resolve("nothing").toString(), "/", "/etc")) {
            ProviderFailure.Denied denied = assertThrows(
                    ProviderFailure.Denied.class, () -> session(path).account());
            assertTrue(denied.message().contains("PORTOLAN_FOLDER_ROOTS"), denied.message());
        }
    }

    @Test
    void dots_and_relative_paths_are_refused_by_name() {
        for (String path : List.of(root + "/../outside", root + "/x/../../outside", "root", ".", "")) {
            ProviderFailure.Denied denied = assertThrows(
                    ProviderFailure.Denied.class, () -> session(path).account());
            assertTrue(denied.message().contains("'..'"), denied.message());
        }
        for (String id : List.of("../outside/secret.txt", "x/../../outside/secret.txt", "..")) {
            assertThrows(ProviderFailure.Denied.class, () -> session().resource(new Resource.Id(id)));
            assertThrows(ProviderFailure.Denied.class, () -> session().fetch(Resource.document(id, "x", "1")));
            assertThrows(
                    ProviderFailure.Denied.class,
                    () -> session().children(new Resource.Id(id + "/"), Page.Cursor.START, 10));
        }
    }

    @Test
    void odd_ids_name_nothing() {
        for (String id : List.of(
                "/etc/passwd",
                "./a.md",
                "a.md/",
                "x//a.md",
                "\0",
                "a.md\0",
                "/",
                "\uFFFD2e\uFFFD2e/outside/secret.txt")) {
            assertThrows(ProviderFailure.Missing.class, () -> session().resource(new Resource.Id(id)), id);
            assertThrows(ProviderFailure.Missing.class, () -> session().fetch(Resource.document(id, "x", "1")), id);
        }
    }

    @Test
    void links_lead_to_files_within_the_roots_and_nowhere_else() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("sub/deep"));
        Files.writeString(elsewhere.resolve("b.md"), "b");
        Files.createSymbolicLink(root.resolve("sub/inside.md"), root.resolve("a.md"));
        Files.createSymbolicLink(root.resolve("sub/outside.txt"), secret);
        Files.createSymbolicLink(root.resolve("sub/dangling"), root.resolve("nothing"));
        Files.createSymbolicLink(root.resolve("sub/self"), root.resolve("sub"));
        Files.createSymbolicLink(root.resolve("out"), temp.resolve("outside"));
        assertEquals(List.of("a.md", "sub/deep/b.md", "sub/inside.md"), listed(session()));
        assertEquals("a", text(session(), "sub/inside.md"));
        assertThrows(
                ProviderFailure.Denied.class, () -> session().fetch(Resource.document("sub/outside.txt", "x", "1")));
        for (String id : List.of("out/secret.txt", "sub/self/inside.md")) {
            assertThrows(ProviderFailure.Missing.class, () -> session().fetch(Resource.document(id, "x", "1")));
            assertThrows(ProviderFailure.Missing.class, () -> session().resource(new Resource.Id(id)));
        }
        assertThrows(
                ProviderFailure.Missing.class,
                () -> session().children(new Resource.Id("out/"), Page.Cursor.START, 10));
    }

    @Test
    void a_directory_that_is_a_link_out_of_the_roots_is_denied() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), temp.resolve("outside"));
        assertThrows(
                ProviderFailure.Denied.class,
                () -> session(root.resolve("out").toString()).account());
    }

    @Test
    void a_root_may_be_a_link_itself() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), root);
        ConnectorSession session = new FolderConnector(new Roots(List.of(link.toString())))
                .open(FolderFixture.binding(Map.of("path", link.toString())));
        assertEquals(List.of("a.md"), listed(session));
        assertEquals(root.toRealPath().toString(), session.account().id());
    }

    @Test
    void what_is_neither_file_nor_directory_is_not_there() throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor());
        assertEquals(List.of("a.md"), listed(session()));
        assertThrows(ProviderFailure.Missing.class, () -> session().fetch(Resource.document("pipe", "pipe", "1")));
    }

    @Test
    void names_that_are_no_utf8_have_ids_that_lead_back() throws IOException, InterruptedException {
        String script =
                "cd \"$0\" && printf x > \"$(printf 'bad\\377.txt')\" && printf y > \"$(printf '\\303\\244.txt')\"";
        assertEquals(
                0,
                new ProcessBuilder("sh", "-c", script, root.toString()).start().waitFor());
        assertEquals(List.of("a.md", "bad\uFFFDff.txt", "ä.txt"), listed(session()));
        assertEquals("x", text(session(), "bad\uFFFDff.txt"));
        assertEquals("y", text(session(), "ä.txt"));
    }

    @Test
    void an_unreadable_directory_never_makes_a_listing_look_complete() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
        Path closed = Files.createDirectories(root.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assertThrows(ProviderFailure.Denied.class, () -> listed(session()));
        assertEquals(List.of("a.md"), listed(session(Map.of("path", root.toString(), "exclude", List.of("closed/")))));
    }

    @Test
    void globs_select_files_and_prune_directories() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("drafts")).resolve("b.md"), "b");
        Files.writeString(root.resolve("c.txt"), "c");
        ConnectorSession session =
                session(Map.of("path", root.toString(), "include", List.of("*.md"), "exclude", List.of("drafts/")));
        assertEquals(List.of("a.md"), listed(session));
        assertEquals(
                List.of("a.md"),
                session.children(ConnectorSession.ROOT, Page.Cursor.START, 10).items().stream()
                        .map(Resource::name)
                        .toList());
        assertThrows(ProviderFailure.Missing.class, () -> session.resource(new Resource.Id("c.txt")));
        assertThrows(ProviderFailure.Missing.class, () -> session.resource(new Resource.Id("drafts/b.md")));
    }

    @Test
    void another_selection_or_directory_is_listed_from_the_start() {
        String all = session().scopes(List.of()).getFirst().selection();
        String some = session(Map.of("path", root.toString(), "include", List.of("*.md")))
                .scopes(List.of())
                .getFirst()
                .selection();
        assertTrue(!all.equals(some));
    }

    @Test
    void a_directory_that_is_gone_is_missing_and_not_empty() {
        assertThrows(
                ProviderFailure.Missing.class,
                () -> listed(session(root.resolve("gone").toString())));
        assertThrows(
                ProviderFailure.Missing.class,
                () -> listed(session(root.resolve("a.md").toString())));
    }

    @Test
    void what_the_file_system_says_becomes_what_the_core_understands() {
        assertInstanceOf(ProviderFailure.Missing.class, FolderConnector.failure(new NoSuchFileException("x"), "x"));
        assertInstanceOf(ProviderFailure.Denied.class, FolderConnector.failure(new AccessDeniedException("x"), "x"));
        assertInstanceOf(ProviderFailure.Transient.class, FolderConnector.failure(new IOException("EIO"), "x"));
        assertInstanceOf(
                ProviderFailure.Transient.class, FolderConnector.failure(new ClosedByInterruptException(), "x"));
    }

    private ConnectorSession session() {
        return session(root.toString());
    }

    private ConnectorSession session(String path) {
        return session(Map.of("path", path));
    }

    private ConnectorSession session(Map<String, Object> settings) {
        return new FolderConnector(new Roots(
                        List.of(root.toString(), temp.resolve("absent").toString())))
                .open(FolderFixture.binding(settings));
    }

    private static List<String> listed(ConnectorSession session) {
        return session.changes(session.scopes(List.of()).getFirst(), Checkpoint.START).changes().stream()
                .map(change -> ((Change.Upserted) change).resource().id().value())
                .toList();
    }

    private static String text(ConnectorSession session, String id) throws IOException {
        try (Content content = session.fetch(Resource.document(id, id, "1").ofType(Optional.empty()))) {
            return new String(((Content.Stream) content).bytes().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
