package dev.portolan.rest.informer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.SyncRun;
import dev.portolan.rest.Call.Answer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sync that somebody waits for with an {@code Idempotency-Key}, and asks for again. */
@Timeout(120)
class RepeatedSyncTest extends AwaitedSync {

    private static final String KEY = "Idempotency-Key";
    private static final String BODY = "{\"progress\": \"nightly\"}";

    private Waiting waiting() {
        return Waiting.with(http, server, BODY, KEY, "k");
    }

    private Answer again() {
        return library.sync(BODY).with(KEY, "k").send();
    }

    private void ended() {
        library.worker.ended(run(), SyncRun.State.COMPLETED, Optional.empty());
    }

    @Test
    void while_it_is_under_way_a_repetition_is_told_so_and_after_its_end_it_is_answered_the_same() {
        Waiting first = waiting();
        String run = run();
        Answer meanwhile = again();
        assertEquals(409, meanwhile.status());
        assertTrue(meanwhile.at("message").contains("under way"), meanwhile.text());
        ended();
        Map<String, Object> result = first.result();

        Answer repeated = again();
        assertEquals("true", repeated.header("Idempotency-Replayed"));
        assertEquals(result, repeated.json(200));
        assertEquals(run, run(), "nothing was synced a second time");
    }

    /** Nobody has got an answer: the key is free again, and the progress id leads to the same sync. */
    @Test
    void who_has_gone_away_comes_back_to_the_same_sync() {
        Waiting first = waiting();
        String run = run();
        first.leave();
        Waiting back = Waiting.tried(http, server, BODY, KEY, "k");
        // Until the server has noticed.
        while (back.response().statusCode() == 409) {
            back.leave();
            back = Waiting.tried(http, server, BODY, KEY, "k");
        }
        assertEquals(200, back.response().statusCode());
        ended();
        assertEquals(0, back.result().get("addedFiles"));
        assertEquals(run, run());
    }
}
