package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.oauth.Callers;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every store of used-up quotas must do. */
public abstract class HoldStoreContract {

    private static final Instant SOON = World.NOON.plusSeconds(60);
    private static final Instant LATER = World.NOON.plusSeconds(120);

    @Test
    void what_is_held_is_seen_until_its_time_has_come(Stores stores) {
        stores.holds().hold("dropbox:1", SOON);
        stores.holds().hold("notion:2", LATER);

        assertEquals(
                Map.of("dropbox:1", SOON, "notion:2", LATER), stores.holds().active(World.NOON));
        assertEquals(Map.of("notion:2", LATER), stores.holds().active(SOON));
        assertEquals(Map.of(), stores.holds().active(LATER));
    }

    @Test
    void the_later_time_counts(Stores stores) {
        stores.holds().hold("dropbox:1", LATER);
        stores.holds().hold("dropbox:1", SOON);
        assertEquals(Map.of("dropbox:1", LATER), stores.holds().active(World.NOON));

        stores.holds().hold("dropbox:1", LATER.plusSeconds(1));
        assertEquals(Map.of("dropbox:1", LATER.plusSeconds(1)), stores.holds().active(World.NOON));
    }

    @Test
    void a_key_is_held_again_after_it_was_over(Stores stores) {
        stores.holds().hold("dropbox:1", SOON);
        stores.holds().active(SOON);
        stores.holds().hold("dropbox:1", LATER);
        assertEquals(Map.of("dropbox:1", LATER), stores.holds().active(SOON));
    }

    @Test
    void of_many_who_hold_at_once_the_latest_counts(Stores stores) {
        AtomicInteger next = new AtomicInteger();
        Callers.results(Callers.crowd(6, () -> {
            stores.holds().hold("dropbox:1", SOON.plusSeconds(next.incrementAndGet()));
            return true;
        }));
        assertEquals(Map.of("dropbox:1", SOON.plusSeconds(6)), stores.holds().active(World.NOON));
    }
}
