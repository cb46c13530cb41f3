package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.sync.FakeProvider;
import dev.portolan.application.sync.FakeSource;
import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CollectionsTest {

    private final TestCore core = new TestCore(new FakeProvider(FakeProvider.Flavour.FEED, new FakeSource()));
    private final Collections collections = core.core().collections();
    private final Principal admin = core.admin();

    private Collection create(String name) {
        return collections.create(admin, name, Optional.empty());
    }

    @Test
    void a_collection_is_found_by_id_by_slug_and_by_organization_and_slug() {
        Collection docs = create("Team docs");
        assertEquals("team-docs", docs.slug());
        String hex = docs.id().value().toString().replace("-", "");
        for (String reference :
                List.of(docs.id().value().toString(), "col_" + hex, hex, "team-docs", "default:team-docs")) {
            assertEquals(docs, collections.get(admin, reference), reference);
        }
        for (String unknown : List.of("Team docs", "other:team-docs", "", "default:")) {
            assertThrows(Refusal.NotFound.class, () -> collections.get(admin, unknown), unknown);
        }
    }

    @Test
    void nobody_finds_a_collection_of_another_organization() {
        Collection docs = create("Team docs");
        Principal other = core.core()
                .access()
                .authenticate(core.core()
                        .access()
                        .createOrganization(admin, "Second", "second")
                        .adminKey());

        assertThrows(
                Refusal.NotFound.class,
                () -> collections.get(other, docs.id().value().toString()));
        assertThrows(Refusal.NotFound.class, () -> collections.get(other, "default:team-docs"));
        assertEquals("default", collections.get(other, "second:default").slug());
    }

    @Test
    void a_slug_is_made_of_the_name_and_taken_once() {
        assertEquals("q3-plans-draft", create(" Q3: plans (draft)! ").slug());
        assertThrows(Refusal.Conflict.class, () -> create("Q3 plans draft"));
        assertEquals(64, create("x".repeat(100)).slug().length());
        Refusal.InvalidInput unnameable = assertThrows(Refusal.InvalidInput.class, () -> create("日本"));
        assertEquals("slug", unnameable.problems().getFirst().field());
        assertEquals(
                "name",
                assertThrows(Refusal.InvalidInput.class, () -> create(" "))
                        .problems()
                        .getFirst()
                        .field());
        for (String bad : List.of("Team", "-x", "x-", "a b", "0190a8a0-0000-7000-8000-000000000001")) {
            assertThrows(Refusal.InvalidInput.class, () -> collections.create(admin, "Name", Optional.of(bad)), bad);
        }
    }

    @Test
    void a_collection_can_be_renamed_but_not_to_anothers_slug() {
        Collection docs = create("Docs");
        core.clock.advance(Duration.ofSeconds(1));

        Collection renamed = collections.update(admin, "docs", Optional.of("Papers"), Optional.empty());

        assertEquals(
                new Collection(
                        docs.id(), docs.organization(), "docs", "Papers", docs.createdAt(), core.clock.instant()),
                renamed);
        assertThrows(
                Refusal.Conflict.class,
                () -> collections.update(admin, "docs", Optional.empty(), Optional.of("default")));
    }

    @Test
    void only_an_empty_collection_is_deleted() {
        create("Docs");
        collections.delete(admin, "docs");
        assertThrows(Refusal.NotFound.class, () -> collections.get(admin, "docs"));

        Connection.Id connection = core.connect();
        assertThrows(Refusal.Conflict.class, () -> collections.delete(admin, "default"));
        core.core().connections().delete(admin, connection);
        assertThrows(Refusal.Conflict.class, () -> collections.delete(admin, "default"), "it is still being purged");
    }

    @Test
    void a_listing_goes_on_where_a_page_ended() {
        for (String name : List.of("c", "a", "d", "b")) {
            create(name);
        }
        List<String> slugs = new ArrayList<>();
        for (Optional<Page.Cursor> next = Optional.of(Page.Cursor.START); next.isPresent(); ) {
            Page<Collection> page = collections.list(admin, next.get(), 2);
            page.items().forEach(collection -> slugs.add(collection.slug()));
            next = page.next();
        }

        assertEquals(List.of("a", "b", "c", "d", "default"), slugs);
        assertThrows(Refusal.InvalidInput.class, () -> collections.list(admin, new Page.Cursor("nonsense"), 2));
        assertThrows(Refusal.InvalidInput.class, () -> collections.list(admin, Page.Cursor.START, 0));
        assertThrows(Refusal.InvalidInput.class, () -> collections.list(admin, Page.Cursor.START, 1_001));
    }

    @Test
    void who_may_only_read_changes_nothing() {
        Principal editor =
                new Principal(admin.organization(), admin.user(), Role.EDITOR, Set.of(KeyScope.ADMIN), false);
        Principal narrow = new Principal(
                admin.organization(), admin.user(), Role.ADMIN, Set.of(KeyScope.CONNECTIONS_WRITE), false);
        for (Principal caller : List.of(editor, narrow)) {
            assertThrows(Refusal.Forbidden.class, () -> collections.create(caller, "X", Optional.empty()));
            assertThrows(
                    Refusal.Forbidden.class,
                    () -> collections.update(caller, "default", Optional.of("X"), Optional.empty()));
            assertThrows(Refusal.Forbidden.class, () -> collections.delete(caller, "default"));
            assertEquals(
                    1, collections.list(caller, Page.Cursor.START, 10).items().size());
        }
    }
}
