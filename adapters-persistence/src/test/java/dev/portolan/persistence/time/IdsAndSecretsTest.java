package dev.portolan.persistence.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids ascend, secrets do not repeat. */
class IdsAndSecretsTest {

    @Test
    void ids_are_of_version_7_and_ascend_while_the_clock_stands_still() {
        Instant noon = Instant.parse("2026-05-01T12:00:00Z");
        UuidV7 ids = new UuidV7(InstantSource.fixed(noon));
        UUID last = ids.next();
        for (int i = 0; i < 10_000; i++) {
            UUID next = ids.next();
            assertEquals(7, next.version());
            assertTrue(next.toString().compareTo(last.toString()) > 0);
            last = next;
        }
        assertTrue((last.getMostSignificantBits() >>> 16) - noon.toEpochMilli() < 1_000);
    }

    @Test
    void secrets_are_as_long_as_asked_and_never_the_same() {
        RandomSecrets secrets = new RandomSecrets();
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            made.add(secrets.next(32));
        }

        assertEquals(1_000, made.size());
        assertTrue(made.stream().allMatch(secret -> secret.matches("[A-Za-z0-9_-]{43}")));
    }
}
