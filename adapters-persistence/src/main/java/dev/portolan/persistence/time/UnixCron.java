package dev.portolan.persistence.time;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.portolan.application.port.CronCalendar;
import dev.portolan.domain.Refusal;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Five-field cron as on Unix. */
@Singleton
final class UnixCron implements CronCalendar {

    private static final int MAX_LENGTH = 200;

    private final CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    @Override
    public Instant next(String cron, ZoneId zone, Instant after) {
        ExecutionTime times = execution(cron);
        Instant next = times.nextExecution(after.atZone(zone))
                .map(ZonedDateTime::toInstant)
                .orElseThrow(() -> new Refusal.InvalidInput("cron", "never fires"));
        return madeUpFor(times, zone, after, next).orElse(next);
    }

    /** A daily time that the clocks skip in spring fires when they have been set; a time every hour just goes on. */
    private static Optional<Instant> madeUpFor(ExecutionTime times, ZoneId zone, Instant after, Instant next) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(after);
        boolean wouldMissIt = change != null
                && change.isGap()
                && !next.isBefore(change.getInstant().plus(change.getDuration()));
        return Optional.ofNullable(change)
                .filter(gap -> wouldMissIt && firesWithin(times, gap))
                .map(ZoneOffsetTransition::getInstant);
    }

    private static boolean firesWithin(ExecutionTime times, ZoneOffsetTransition gap) {
        ZonedDateTime justBefore = gap.getDateTimeBefore().minusNanos(1).atZone(ZoneOffset.UTC);
        return times.nextExecution(justBefore)
                .filter(time -> time.toLocalDateTime().isBefore(gap.getDateTimeAfter()))
                .isPresent();
    }

    private ExecutionTime execution(String cron) {
        if (cron.length() > MAX_LENGTH) {
            throw new Refusal.InvalidInput("cron", "is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return ExecutionTime.forCron(parser.parse(cron));
        } catch (IllegalArgumentException e) {
            throw new Refusal.InvalidInput(
                    "cron",
                    "must have five fields, minute, hour, day of month, month and day of week, such as 0 3 * * 1-5");
        }
    }
}
