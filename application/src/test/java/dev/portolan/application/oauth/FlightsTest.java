package dev.portolan.application.oauth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.domain.Credential;
import dev.portolan.domain.ProviderFailure;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Renewals that are under way, and how they end. */
class FlightsTest {

    private static final Flights.Key KEY = new Flights.Key(new Credential.Id(new UUID(0, 1)), 1, false);

    private final Flights flights = new Flights();

    /** Else whoever asks next would be given the answer to an earlier question. */
    @Test
    @Timeout(30)
    void one_whose_end_is_known_is_under_way_no_more() {
        for (int i = 0; i < 5_000; i++) {
            assertThrows(
                    ProviderFailure.Transient.class,
                    () -> flights.join(KEY, () -> {
                        throw new ProviderFailure.Transient("Nobody answers");
                    }));
            assertFalse(flights.isUnderWay(KEY));
        }
    }
}
