package dev.portolan.providers.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Credential;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.wire.TestWire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3SessionTest {

    private final FakeS3 store = new FakeS3("acme");
    private final TestWire wire = new TestWire();

    @AfterEach
    void close() {
        store.close();
        wire.close();
    }

    @Test
    void an_account_is_the_key_at_the_bucket() {
        Credential.Secrets keys = new Credential.Secrets(Map.of("accessKeyId", "AKIA", "secretAccessKey", "s"));
        String bucket = "@" + store.uri().getAuthority() + "/acme";
        assertEquals("AKIA" + bucket, session(Map.of(), keys).account().id());
        assertEquals("anonymous" + bucket, session(Map.of()).account().id());
        assertTrue(store.seen().getLast().target().contains("max-keys=1&")
                || store.seen().getLast().target().endsWith("max-keys=1"));
    }

    @Test
    void anonymous_calls_carry_no_signature() {
        session(Map.of()).account();
        assertTrue(!store.seen().getFirst().headers().containsKey("Authorization"));
    }

    @ParameterizedTest
    @CsvSource({"docs/, docs/", "/docs/, docs/", "//docs, /docs", "docs, docs"})
    void one_leading_slash_of_a_prefix_is_forgiven(String typed, String prefix) {
        store.put("docs/a", "1", "STANDARD");
        store.put("docs2/b", "1", "STANDARD");
        store.put("/docs/c", "1", "STANDARD");
        ConnectorSession session = session(Map.of("prefix", typed));
        for (String key : ids(all(session, session.scopes(List.of()).getFirst()))) {
            assertTrue(key.startsWith(prefix), key);
        }
        assertEquals(
                prefix.equals("docs") ? 2 : 1,
                all(session, session.scopes(List.of()).getFirst()).size());
    }

    @Test
    void paths_and_patterns_begin_at_the_prefixs_directory() {
        for (String key : List.of("docs/a.md", "docs/b.txt", "docs/x/c.md", "docs/drafts/d.md", "other.md")) {
            store.put(key, "1", "STANDARD");
        }
        ConnectorSession session =
                session(Map.of("prefix", "docs/", "include", List.of("*.md"), "exclude", List.of("/drafts/")));
        List<Change> changes = all(session, session.scopes(List.of()).getFirst());
        assertEquals(List.of("docs/a.md", "docs/x/c.md"), ids(changes));
        assertEquals(
                "a.md", ((Change.Upserted) changes.getFirst()).resource().path().orElseThrow());
        assertEquals(
                List.of("docs/a.md", "docs/x/"),
                session.children(ConnectorSession.ROOT, Page.Cursor.START, 10).items().stream()
                        .map(child -> child.id().value())
                        .toList());
        for (String id : List.of("other.md", "docs/b.txt", "docs/drafts/d.md", "doc")) {
            assertThrows(ProviderFailure.Missing.class, () -> session.resource(new Resource.Id(id)), id);
        }
        assertThrows(
                ProviderFailure.Missing.class,
                () -> session.children(new Resource.Id("other/"), Page.Cursor.START, 10));
    }

    @Test
    void folder_markers_are_no_documents_and_empty_files_are() {
        store.put("dir/", "", "STANDARD");
        store.put("dir/empty", "", "STANDARD");
        store.put("odd/", "content", "STANDARD");
        ConnectorSession session = session(Map.of());
        assertEquals(
                List.of("dir/empty", "odd/"),
                ids(all(session, session.scopes(List.of()).getFirst())));
        assertTrue(session.resource(new Resource.Id("dir/")).isFolder());
        assertTrue(!session.resource(new Resource.Id("odd/")).isFolder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GLACIER", "DEEP_ARCHIVE"})
    void what_is_archived_is_absent_and_costs_no_call(String storageClass) {
        store.put("a.txt", "text", storageClass);
        ConnectorSession session = session(Map.of());
        Resource listed = only(session);
        int calls = store.seen().size();
        Content.Absent absent = assertInstanceOf(Content.Absent.class, session.fetch(listed));
        assertEquals(ItemIssue.Code.ARCHIVED, absent.code());
        assertTrue(absent.reason().contains(storageClass), absent.reason());
        assertEquals(calls, store.seen().size());
    }

    @Test
    void an_archive_that_only_shows_when_read_is_absent_too() {
        store.put("a.txt", "text", "INTELLIGENT_TIERING");
        ConnectorSession session = session(Map.of());
        assertEquals(
                ItemIssue.Code.ARCHIVED,
                assertInstanceOf(Content.Absent.class, session.fetch(only(session)))
                        .code());
    }

    @Test
    void who_asks_again_for_what_was_archived_gets_what_was_restored() throws IOException {
        store.put("a.txt", "text", "GLACIER");
        ConnectorSession session = session(Map.of());
        Resource asked = session.resource(new Resource.Id("a.txt"));
        assertEquals(only(session).version(), asked.version());
        assertInstanceOf(Content.Absent.class, session.fetch(asked));
        store.put("a.txt", "text", "STANDARD");
        try (Content content = session.fetch(asked)) {
            assertEquals(4, ((Content.Stream) content).bytes().readAllBytes().length);
        }
    }

    @Test
    void leaving_the_archive_is_a_new_version_and_growing_cold_is_none() {
        store.put("a.txt", "text", "STANDARD");
        ConnectorSession session = session(Map.of());
        String warm = only(session).version();
        store.put("a.txt", "text", "STANDARD_IA");
        assertEquals(warm, only(session).version());
        store.put("a.txt", "text", "GLACIER_IR");
        assertEquals(warm, only(session).version());
        store.put("a.txt", "text", "DEEP_ARCHIVE");
        assertNotEquals(warm, only(session).version());
    }

    @Test
    void what_changed_since_it_was_listed_is_not_passed_off_as_what_was_listed() {
        store.put("a.txt", "text", "STANDARD");
        ConnectorSession session = session(Map.of());
        Resource listed = only(session);
        store.put("a.txt", "other", "STANDARD");
        assertThrows(ProviderFailure.Transient.class, () -> session.fetch(listed));
    }

    @Test
    void ranges_list_their_own_keys_and_join() {
        for (int i = 0; i < 2_600; i++) {
            store.put(String.format("k%04d", i), "1", "STANDARD");
        }
        ConnectorSession session = session(Map.of());
        List<Scope> known = List.of(
                new Range("", "k0999").scope(bucket(), "old"),
                new Range("k0999", "k2").scope(bucket(), "old"),
                new Range("k2", "").scope(bucket(), "old"));
        List<Scope> scopes = session.scopes(known);
        assertEquals(
                known.stream().map(Scope::id).toList(),
                scopes.stream().map(Scope::id).toList());
        assertEquals(0, store.seen().size());
        assertEquals(1_000, all(session, scopes.get(0)).size());
        assertEquals(1_000, all(session, scopes.get(1)).size());
        assertEquals(600, all(session, scopes.get(2)).size());
        Change.Page last = session.changes(scopes.get(0), Checkpoint.START);
        assertEquals(Optional.of(new KeyRange(Optional.empty(), Optional.of("k0999"))), last.covers());
        assertEquals(Change.Outcome.LISTED, last.outcome());
    }

    @Test
    void scopes_that_leave_gaps_are_not_kept() {
        List<Scope> gaps = List.of(new Range("", "a").scope(bucket(), ""), new Range("b", "").scope(bucket(), ""));
        assertEquals(
                List.of(Range.ALL.id()),
                session(Map.of()).scopes(gaps).stream().map(Scope::id).toList());
        assertEquals(
                List.of(Range.ALL.id()),
                session(Map.of()).scopes(List.of(new Scope("foreign", "x"))).stream()
                        .map(Scope::id)
                        .toList());
    }

    @Test
    void an_unchanged_bucket_costs_one_listing_per_thousand_keys_and_nothing_else() {
        for (int i = 0; i < 3_000; i++) {
            store.put("doc-" + i, "1", "STANDARD");
        }
        ConnectorSession session = session(Map.of());
        List<Scope> scopes = session.scopes(List.of());
        int planned = store.seen().size();
        assertTrue(planned <= 12, planned + " calls to plan");
        assertEquals(3_000, all(session, session.scopes(scopes).getFirst()).size());
        assertEquals(3, store.seen().size() - planned);
    }

    @Test
    void a_key_with_a_nul_is_read_though_no_database_could_keep_its_name() throws IOException {
        store.put("a\0b.txt", "text", "STANDARD");
        ConnectorSession session = session(Map.of());
        Resource listed = only(session);
        assertEquals("a\uFFFDb.txt", listed.id().value());
        try (Content content = session.fetch(listed)) {
            assertEquals("text", new String(((Content.Stream) content).bytes().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:s3:us-east-1:1:accesspoint/x",
                "x-s3alias",
                "logs--use1-az4--x-s3",
                "a/b",
                "..",
                "",
                "a b"
            })
    void what_is_no_general_purpose_bucket_is_refused_with_words(String bucket) {
        ProviderFailure.Invalid refused =
                assertThrows(ProviderFailure.Invalid.class, () -> session(Map.of("bucket", bucket)));
        assertTrue(refused.message().contains("'" + bucket + "'"), refused.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1.evil.example/", "x@y", "a b", "ü"})
    void what_cannot_be_a_region_does_not_get_into_a_host_name(String region) {
        assertThrows(ProviderFailure.Invalid.class, () -> session(Map.of("region", region)));
    }

    @Test
    void an_endpoint_with_a_path_is_refused() {
        assertThrows(
                ProviderFailure.Invalid.class, () -> session(Map.of("endpoint", "https://storage.example.com/s3")));
    }

    private Resource only(ConnectorSession session) {
        List<Change> changes = all(session, session.scopes(List.of()).getFirst());
        assertEquals(1, changes.size());
        return ((Change.Upserted) changes.getFirst()).resource();
    }

    private static List<Change> all(ConnectorSession session, Scope scope) {
        List<Change> changes = new ArrayList<>();
        Checkpoint checkpoint = Checkpoint.START;
        while (true) {
            Change.Page page = session.changes(scope, checkpoint);
            changes.addAll(page.changes());
            if (page.outcome() != Change.Outcome.MORE) {
                return changes;
            }
            checkpoint = page.next();
        }
    }

    private static List<String> ids(List<Change> changes) {
        return changes.stream()
                .map(change -> ((Change.Upserted) change).resource().id().value())
                .toList();
    }

    private Bucket bucket() {
        return new Bucket("acme", Optional.of(store.uri()), Optional.empty(), "");
    }

    private ConnectorSession session(Map<String, Object> settings) {
        return session(settings, Credential.Secrets.NONE);
    }

    private ConnectorSession session(Map<String, Object> settings, Credential.Secrets keys) {
        Map<String, Object> all =
                new HashMap<>(Map.of("bucket", "acme", "endpoint", store.uri().toString()));
        all.putAll(settings);
        return new S3Connector(wire.wire()).open(S3ProxyFixture.binding(all, keys));
    }
}
