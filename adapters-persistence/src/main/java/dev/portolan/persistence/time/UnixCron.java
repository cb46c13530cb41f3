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
import java.time.ZonedDateTime;

/** Five-field cron as on Unix. */
@Singleton
final class UnixCron implements CronCalendar {

    private static final int MAX_LENGTH = 200;

    private final CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    @Override
    public Instant next(String cron, ZoneId zone, Instant after) {
        return execution(cron)
                .nextExecution(after.atZone(zone))
                .map(ZonedDateTime::toInstant)
                .orElseThrow(() -> new Refusal.InvalidInput("cron", "never fires"));
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
