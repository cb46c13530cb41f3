package dev.portolan.application.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Syncs;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.domain.Change;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Resource;
import dev.portolan.domain.SyncRun;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The next page is looked at while one is committed, unless one has anything to do with the other. */
@Timeout(30)
class MeanwhileTest {

    private static final int DOCUMENTS = 12;

    private final FakeSource source = new FakeSource();
    private final FakeProvider provider = new FakeProvider(Flavour.UNORDERED, source).pageSize(3);
    private final TestCore core = new TestCore(provider);
    private final Connection.Id connection = core.connect();
    private final CountDownLatch secondCompared = new CountDownLatch(1);
    private final AtomicInteger compared = new AtomicInteger();
    private final AtomicInteger saved = new AtomicInteger();

    private void fill() {
        for (int n = 0; n < DOCUMENTS; n++) {
            source.write("a", "a" + n, "text of " + n);
        }
    }

    /** Whether the second page is compared before the first is stored. */
    private boolean comparedMeanwhile(long patience) {
        boolean[] meanwhile = new boolean[1];
        core.tap.before("documents.known", () -> {
            if (compared.incrementAndGet() == 2) {
                secondCompared.countDown();
            }
        });
        core.tap.before("documents.save", () -> {
            if (saved.incrementAndGet() == 1) {
                meanwhile[0] = opened(secondCompared, patience);
            }
        });
        assertEquals(SyncRun.State.COMPLETED, core.sync(connection).run().state());
        return meanwhile[0];
    }

    private static boolean opened(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_next_page_is_compared_while_one_is_committed() {
        fill();

        assertTrue(comparedMeanwhile(10_000));
        new Stored(core).assertInStep(source);
    }

    static Stream<Change> related() {
        return Stream.of(
                Script.there(Resource.document("x", "x", "2")),
                Script.document("below", "f"),
                Script.folder("f"),
                Script.gone("x"));
    }

    @ParameterizedTest
    @MethodSource("related")
    void a_page_that_may_have_to_do_with_it_waits(Change second) {
        provider.script("a", Script.more(Script.document("x"), Script.document("y")), Script.listed(second));

        assertFalse(comparedMeanwhile(100));
    }

    @Test
    void a_document_that_two_pages_name_is_added_once() {
        provider.script(
                "a",
                Script.more(Script.document("x"), Script.document("y")),
                Script.listed(Script.there(Resource.document("x", "x", "2"))));

        Syncs.View view = core.sync(connection);

        assertEquals(2, view.run().progress().added());
        assertEquals(1, view.run().progress().updated());
    }

    /** Its page, and what was made of the next one meanwhile, is listed again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void a_commit_that_fails_leaves_the_scope_where_it_was(int nth) {
        fill();
        core.tap.before("documents.save", () -> {
            if (saved.incrementAndGet() == nth) {
                throw new IllegalStateException("expected");
            }
        });

        Syncs.View view = core.sync(connection);

        assertEquals(SyncRun.State.COMPLETED, view.run().state());
        assertEquals(DOCUMENTS, view.run().progress().added());
        assertEquals(DOCUMENTS, view.run().progress().collected());
        assertEquals(DOCUMENTS, view.run().progress().indexed());
        new Stored(core).assertInStep(source);
    }
}
