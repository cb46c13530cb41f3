package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of item issues must do. */
public abstract class ItemIssueStoreContract {

    private static final Instant LATER = World.NOON.plus(Duration.ofHours(1));
    private static final SyncRun.Id RUN = new SyncRun.Id(new SequentialIds().next());

    private final SequentialIds ids = new SequentialIds();

    private SyncRun.Id anotherRun() {
        ids.next();
        return new SyncRun.Id(ids.next());
    }

    private static void report(World world, ItemIssue... issues) {
        world.stores.issues().report(world.organization.id(), List.of(issues));
    }

    private static List<ItemIssue> all(World world) {
        return world.stores
                .issues()
                .list(world.organization.id(), world.connection.id(), Optional.empty(), Optional.empty(), 99);
    }

    private static List<ItemIssue> toRetry(World world, SyncRun.Id run) {
        return world.stores
                .issues()
                .toRetry(world.organization.id(), world.connection.id(), world.scope.id(), run, 3, 99);
    }

    private static ItemIssue again(ItemIssue issue, ItemIssue.Id id, SyncRun.Id run) {
        return new ItemIssue(
                id,
                issue.organization(),
                issue.connection(),
                issue.scope(),
                issue.resource(),
                issue.path(),
                ItemIssue.Code.DENIED,
                "No longer ours",
                1,
                false,
                run,
                LATER,
                LATER);
    }

    @Test
    void what_is_reported_is_listed(Stores stores) {
        World world = World.create(stores, "acme");
        ItemIssue first = IssuesAndStates.issue(world, "a", RUN);
        ItemIssue second = IssuesAndStates.issue(world, "b".repeat(3_000), ItemIssue.Code.TOO_LARGE, RUN);

        report(world, first, second);

        assertEquals(List.of(first, second), all(world));
    }

    @Test
    void reporting_again_counts_an_attempt_and_keeps_id_and_first_time(Stores stores) {
        World world = World.create(stores, "acme");
        ItemIssue first = IssuesAndStates.issue(world, "a", RUN);
        SyncRun.Id second = anotherRun();
        report(world, first);

        report(world, again(first, new ItemIssue.Id(ids.next()), second));

        ItemIssue stored = all(world).getFirst();
        assertEquals(1, all(world).size());
        assertEquals(first.id(), stored.id());
        assertEquals(2, stored.attempts());
        assertEquals(World.NOON, stored.firstAt());
        assertEquals(LATER, stored.lastAt());
        assertEquals(ItemIssue.Code.DENIED, stored.code());
        assertEquals("No longer ours", stored.message());
        assertEquals(second, stored.run());
    }

    @Test
    void of_two_words_in_one_report_the_last_counts(Stores stores) {
        World world = World.create(stores, "acme");
        ItemIssue first = IssuesAndStates.issue(world, "a", RUN);

        report(world, first, again(first, first.id(), RUN));

        assertEquals(
                List.of(ItemIssue.Code.DENIED),
                all(world).stream().map(ItemIssue::code).toList());
    }

    @Test
    void what_is_in_step_again_is_cleared(Stores stores) {
        World world = World.create(stores, "acme");
        ItemIssue second = IssuesAndStates.issue(world, "b", RUN);
        report(world, IssuesAndStates.issue(world, "a", RUN), second);

        stores.issues()
                .clear(
                        world.organization.id(),
                        world.connection.id(),
                        List.of(new Resource.Id("a"), new Resource.Id("unknown")));

        assertEquals(List.of(second), all(world));
    }

    @Test
    void removing_a_document_clears_its_issue(Stores stores) {
        World world = World.create(stores, "acme");
        ItemIssue other = IssuesAndStates.issue(world, "b", RUN);
        report(world, IssuesAndStates.issue(world, "a", RUN), other);

        world.remove(world.document("a"));

        assertEquals(List.of(other), all(world));
    }

    @Test
    void they_are_listed_by_id_page_by_page_and_by_code(Stores stores) {
        World world = World.create(stores, "acme");
        ItemIssue first = IssuesAndStates.issue(world, "b", RUN);
        ItemIssue second = IssuesAndStates.issue(world, "a", ItemIssue.Code.NO_TEXT, RUN);
        ItemIssue third = IssuesAndStates.issue(world, "c", RUN);
        report(world, third, first, second);

        assertEquals(
                List.of(first, second),
                stores.issues()
                        .list(world.organization.id(), world.connection.id(), Optional.empty(), Optional.empty(), 2));
        assertEquals(
                List.of(third),
                stores.issues()
                        .list(
                                world.organization.id(),
                                world.connection.id(),
                                Optional.empty(),
                                Optional.of(second.id()),
                                2));
        assertEquals(
                List.of(second),
                stores.issues()
                        .list(
                                world.organization.id(),
                                world.connection.id(),
                                Optional.of(ItemIssue.Code.NO_TEXT),
                                Optional.empty(),
                                2));
    }

    @Test
    void retryable_ones_are_tried_again_by_other_runs_until_they_were_tried_often_enough(Stores stores) {
        World world = World.create(stores, "acme");
        ItemIssue passing = IssuesAndStates.issue(world, "a", RUN);
        report(world, passing, IssuesAndStates.issue(world, "b", ItemIssue.Code.TOO_LARGE, RUN));

        assertEquals(List.of(), toRetry(world, RUN));
        assertEquals(List.of(passing), toRetry(world, anotherRun()));
        report(world, again(passing, passing.id(), RUN));
        assertEquals(1, toRetry(world, anotherRun()).size());
        report(world, again(passing, passing.id(), RUN));
        assertEquals(List.of(), toRetry(world, anotherRun()));
    }

    @Test
    void those_that_a_user_asks_for_are_tried_again_once_more(Stores stores) {
        World world = World.create(stores, "acme");
        ItemIssue large = IssuesAndStates.issue(world, "b", ItemIssue.Code.TOO_LARGE, RUN);
        report(world, IssuesAndStates.issue(world, "a", ItemIssue.Code.NO_TEXT, RUN), large);

        assertEquals(
                1, stores.issues().requestRetry(world.organization.id(), world.connection.id(), List.of(large.id())));
        List<ItemIssue> asked = toRetry(world, anotherRun());
        assertEquals(List.of(large.id()), asked.stream().map(ItemIssue::id).toList());
        assertTrue(asked.getFirst().retryRequested());

        report(world, again(large, large.id(), RUN));
        report(world, again(large, large.id(), RUN));
        assertEquals(List.of(), toRetry(world, anotherRun()));
    }

    @Test
    void no_ids_ask_for_all(Stores stores) {
        World world = World.create(stores, "acme");
        report(
                world,
                IssuesAndStates.issue(world, "a", ItemIssue.Code.NO_TEXT, RUN),
                IssuesAndStates.issue(world, "b", ItemIssue.Code.TOO_LARGE, RUN));

        assertEquals(2, stores.issues().requestRetry(world.organization.id(), world.connection.id(), List.of()));
        assertEquals(2, toRetry(world, anotherRun()).size());
    }

    @Test
    void another_scope_has_nothing_to_retry(Stores stores) {
        World world = World.create(stores, "acme");
        report(world, IssuesAndStates.issue(world, "a", RUN));

        assertEquals(
                List.of(),
                stores.issues()
                        .toRetry(
                                world.organization.id(),
                                world.connection.id(),
                                new Scope.Id("other"),
                                anotherRun(),
                                3,
                                9));
    }
}
