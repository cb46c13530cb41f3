package dev.portolan.application.sync;

import dev.portolan.application.port.CronCalendar;
import dev.portolan.domain.Refusal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** Knows only minute and hour, each a number or a star. */
final class FakeCalendar implements CronCalendar {

    @Override
    public Instant next(String cron, ZoneId zone, Instant after) {
        if (!cron.matches("(\\d+|\\*) (\\d+|\\*) \\* \\* \\*")) {
            throw new Refusal.InvalidInput("cron", "must be like 0 * * * *");
        }
        String[] fields = cron.split(" ", -1);
        ZonedDateTime time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        while (!fits(fields[0], time.getMinute()) || !fits(fields[1], time.getHour())) {
            time = time.plusMinutes(1);
        }
        return time.toInstant();
    }

    private static boolean fits(String field, int value) {
        return field.equals("*") || Integer.parseInt(field) == value;
    }
}
