package dev.portolan.persistence.time;

import com.cronutils.model.Cron;
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

/** Cron as Unix knows it, on cron-utils. */
@Singleton
final class CronUtilsCalendar implements CronCalendar {

    private static final int LONGEST = 200;

    private final CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    @Override
    public Instant next(String cron, ZoneId zone, Instant after) {
        return ExecutionTime.forCron(parsed(cron))
                .nextExecution(after.atZone(zone))
                .map(ZonedDateTime::toInstant)
                .orElseThrow(() -> new Refusal.InvalidInput("cron", "never fires"));
    }

    private Cron parsed(String cron) {
        try {
            if (cron.length() <= LONGEST) {
                return parser.parse(cron).validate();
            }
        } catch (IllegalArgumentException wrong) {
            // told below
        }
        throw new Refusal.InvalidInput(
                "cron", "must have five fields: minute, hour, day of month, month, day of week, such as 5 * * * *");
    }
}
