package dev.portolan.persistence.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.domain.Refusal;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When schedules fire. */
class UnixCronTest {

    private final UnixCron calendar = new UnixCron();

    private Instant next(String cron, String zone, String after) {
        return calendar.next(cron, ZoneId.of(zone), Instant.parse(after));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 * * * *    | UTC           | 2026-05-01T12:00:00Z          | 2026-05-01T13:00:00Z",
                "0 * * * *    | UTC           | 2026-05-01T11:59:59.999999Z   | 2026-05-01T12:00:00Z",
                "*/15 * * * * | Asia/Kolkata  | 2026-05-01T12:01:00Z          | 2026-05-01T12:15:00Z",
                "0 3 * * 1-5  | Europe/Berlin | 2026-05-01T12:00:00Z          | 2026-05-04T01:00:00Z",
                "0 0 29 2 *   | UTC           | 2026-05-01T12:00:00Z          | 2028-02-29T00:00:00Z",
                "30 4 1 * 0   | UTC           | 2026-05-01T12:00:00Z          | 2026-05-03T04:30:00Z",
                "0 0 * * 7    | UTC           | 2026-05-01T12:00:00Z          | 2026-05-03T00:00:00Z"
            })
    void the_next_time_is_strictly_after_in_the_zone_of_the_schedule(
            String cron, String zone, String after, String expected) {
        assertEquals(Instant.parse(expected), next(cron, zone, after));
    }

    @Test
    void a_daily_time_that_the_clock_skips_in_spring_fires_when_it_has_been_set() {
        assertEquals(
                Instant.parse("2026-03-29T01:00:00Z"), next("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z"));
        assertEquals(
                Instant.parse("2026-03-30T00:30:00Z"), next("30 2 * * *", "Europe/Berlin", "2026-03-29T01:00:00Z"));
        assertEquals(
                Instant.parse("2026-03-29T01:30:00Z"), next("30 * * * *", "Europe/Berlin", "2026-03-29T00:30:00Z"));
    }

    @Test
    void a_daily_time_that_the_clock_shows_twice_in_autumn_fires_once() {
        Instant first = next("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z");

        assertEquals(Instant.parse("2026-10-25T00:30:00Z"), first);
        assertEquals(Instant.parse("2026-10-26T01:30:00Z"), next("30 2 * * *", "Europe/Berlin", first.toString()));
    }

    @Test
    void hourly_schedules_fire_every_hour_over_both_changes() {
        for (String start : new String[] {"2026-03-28T22:30:00Z", "2026-10-24T22:30:00Z"}) {
            Instant at = next("0 * * * *", "Europe/Berlin", start);
            for (int hour = 0; hour < 6; hour++) {
                Instant following = next("0 * * * *", "Europe/Berlin", at.toString());
                assertEquals(at.plusSeconds(3_600), following);
                at = following;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "61 * * * *",
                "@daily",
                "every hour",
                "0 0 30 2 *",
                "* * * * MONDAYS"
            })
    void what_is_wrong_or_never_fires_is_refused(String cron) {
        Refusal.InvalidInput refusal =
                assertThrows(Refusal.InvalidInput.class, () -> next(cron, "UTC", "2026-05-01T12:00:00Z"));

        assertEquals("cron", refusal.problems().getFirst().field());
    }

    @Test
    void a_monster_is_refused_before_it_is_read() {
        assertThrows(
                Refusal.InvalidInput.class,
                () -> next("0,".repeat(100_000) + " * * * *", "UTC", "2026-05-01T12:00:00Z"));
    }
}
