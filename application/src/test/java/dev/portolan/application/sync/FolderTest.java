package dev.portolan.application.sync;

import static dev.portolan.application.sync.Script.document;
import static dev.portolan.application.sync.Script.folder;
import static dev.portolan.application.sync.Script.gone;
import static dev.portolan.application.sync.Script.there;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Change;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Resource;
import dev.portolan.domain.SyncRun;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in folders goes where they go, in as many batches as it takes. */
class FolderTest {

    private static final int MANY = 1_100;

    private final FakeSource source = new FakeSource();

    private TestCore core(Flavour flavour) {
        return new TestCore(Bounds.DEFAULT, new FakeProvider(flavour, source).pageSize(400));
    }

    private void fill(String folder, int documents) {
        for (int n = 0; n < documents; n++) {
            source.writeIn("a", folder, folder + "-" + n, "text of " + n);
        }
    }

    private static Set<String> paths(TestCore core) {
        return new TreeSet<>(new Stored(core).texts().keySet());
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"UNORDERED", "FEED"})
    void documents_listed_before_their_folders_end_up_in_them(Flavour flavour) {
        fill("inner", 30);
        source.folder("a", "outer", "inner");
        fill("outer", 30);
        source.folder("a", "", "outer");
        TestCore core = new TestCore(new FakeProvider(flavour, source).pageSize(7));

        core.sync(core.connect());

        new Stored(core).assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"UNORDERED", "FEED"})
    void the_rename_of_a_folder_moves_all_below_it_without_fetching_anything(Flavour flavour) {
        source.folder("a", "", "f").folder("a", "f", "g");
        fill("f", MANY);
        fill("g", MANY);
        FakeProvider provider = new FakeProvider(flavour, source).pageSize(400);
        TestCore core = new TestCore(Bounds.DEFAULT, provider);
        Connection.Id connection = core.connect();
        core.sync(connection);
        provider.faults().forgetCalls();

        source.rename("f", "renamed");
        core.sync(connection);

        assertEquals(0, provider.faults().count(Kind.FETCH));
        new Stored(core).assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"UNORDERED", "FEED"})
    void a_folder_that_is_moved_takes_all_below_it_along(Flavour flavour) {
        source.folder("a", "", "f").folder("a", "f", "g").folder("a", "", "elsewhere");
        fill("g", MANY);
        TestCore core = core(flavour);
        Connection.Id connection = core.connect();
        core.sync(connection);

        source.move("f", "elsewhere");
        core.sync(connection);

        new Stored(core).assertInStep(source);
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"UNORDERED", "FEED"})
    void the_deletion_of_a_folder_deletes_all_below_it(Flavour flavour) {
        source.folder("a", "", "f").folder("a", "f", "g").folder("a", "g", "h").folder("a", "", "kept");
        fill("f", 20);
        fill("g", MANY);
        fill("h", 30);
        fill("kept", MANY + 60);
        source.move("h-3", "kept");
        TestCore core = core(flavour);
        Connection.Id connection = core.connect();
        core.sync(connection);

        source.move("g-7", "kept");
        source.delete("f");
        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(20 + MANY - 1 + 30 - 1, view.run().progress().deleted());
        new Stored(core).assertInStep(source);
    }

    @Test
    void a_folder_that_is_back_before_its_deletion_was_carried_out_keeps_what_is_in_it() {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        provider.script(
                "a",
                Script.listed(folder("f"), document("d", "f"), document("e", "f")),
                Script.more(gone("f"), gone("e")),
                Script.caughtUp(folder("f")));
        Connection.Id connection = core.connect();
        core.sync(connection);

        core.sync(connection);

        assertEquals(Set.of("f/d"), paths(core));
    }

    /** What is there again is named, by then or later; what is not, is gone. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_folder_that_was_emptied_and_is_there_again_has_only_what_is_named_again(boolean atOnce) {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        Change.Page first = Script.listed(
                folder("f"),
                document("d", "f"),
                document("e", "f"),
                folder("g", "f"),
                document("h", "g"),
                document("k"));
        List<Change> gone = List.of(new Change.Emptied("f"), gone("f"));
        List<Change> again = List.of(folder("f"), document("d", "f"), document("n", "f"));
        if (atOnce) {
            provider.script("a", first, Script.caughtUp(both(gone, again)));
        } else {
            provider.script("a", first, Script.more(all(gone)), Script.caughtUp(all(again)));
        }
        Connection.Id connection = core.connect();
        core.sync(connection);

        core.sync(connection);

        assertEquals(Set.of("f/d", "f/n", "k"), paths(core));
    }

    @Test
    void what_a_folder_had_is_gone_when_another_takes_its_id() {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        provider.script(
                "a",
                Script.listed(there(Resource.folder("f", "f", "one")), document("d", "f"), document("e", "f")),
                Script.more(there(Resource.folder("f", "f", "two"))),
                Script.caughtUp(document("e", "f"), document("n", "f")));
        Connection.Id connection = core.connect();
        core.sync(connection);

        core.sync(connection);

        assertEquals(Set.of("f/e", "f/n"), paths(core));
    }

    @Test
    void a_folder_of_which_it_was_not_known_which_one_it_is_keeps_what_is_in_it() {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        provider.script(
                "a",
                Script.listed(folder("f"), document("d", "f")),
                Script.caughtUp(there(Resource.folder("f", "f", "one"))));
        Connection.Id connection = core.connect();
        core.sync(connection);

        core.sync(connection);

        assertEquals(Set.of("f/d"), paths(core));
    }

    private static Change[] all(List<Change> changes) {
        return changes.toArray(Change[]::new);
    }

    private static Change[] both(List<Change> some, List<Change> more) {
        return Stream.concat(some.stream(), more.stream()).toArray(Change[]::new);
    }

    @Test
    void a_deletion_is_about_what_had_the_key_before_not_about_what_takes_it_in_the_same_page() {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        Resource first = Resource.document("first", "x", "1").at("x").deletedAs("/x");
        Resource second = Resource.document("second", "x", "1").at("x").deletedAs("/x");
        Resource third = Resource.document("third", "y", "1").at("y").deletedAs("/y");
        provider.script(
                "a",
                Script.listed(there(first), there(third)),
                Script.caughtUp(
                        gone("/x"),
                        there(second),
                        // moved from /y to /z: its old place is gone, not it
                        gone("/y"),
                        there(Resource.document("third", "z", "1").at("z").deletedAs("/z"))));
        Connection.Id connection = core.connect();
        core.sync(connection);

        core.sync(connection);

        assertEquals(Set.of("x", "z"), paths(core));
        assertEquals("text of second", new Stored(core).texts().get("x"));
    }

    @Test
    void folders_that_contain_themselves_are_not_followed_for_ever() {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        provider.script(
                "a",
                Script.listed(
                        folder("self", "self"),
                        document("d", "self"),
                        folder("f", "g"),
                        folder("g", "f"),
                        document("e", "g")),
                Script.caughtUp(
                        there(Resource.folder("self", "other").in(new Resource.Id("self"))),
                        there(Resource.folder("f", "other").in(new Resource.Id("g")))),
                Script.caughtUp(gone("self"), gone("f")));
        Connection.Id connection = core.connect();

        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
        assertEquals("other/d", new Stored(core).document("d").path());
        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());

        assertEquals(Set.of(), paths(core));
    }

    @Test
    void what_another_scope_owns_stays_when_its_folder_goes() {
        FakeProvider provider = new FakeProvider(Flavour.FEED, source);
        TestCore core = new TestCore(provider);
        provider.script("a", Script.listed(folder("f"), document("d", "f")), Script.caughtUp(gone("f")));
        provider.script("b", Script.listed(folder("g", "f"), document("e", "f"), document("h", "g")));
        Connection.Id connection = core.connect();
        core.sync(connection);

        core.sync(connection);

        assertEquals(Set.of("f/e", "f/g/h"), paths(core));
    }
}
