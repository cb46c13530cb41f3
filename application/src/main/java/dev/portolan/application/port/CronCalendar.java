package dev.portolan.application.port;

import dev.portolan.domain.Refusal;
import java.time.Instant;
import java.time.ZoneId;

/** Reads cron expressions of five fields. */
public interface CronCalendar {

    /**
     * The first time strictly after {@code after}.
     *
     * @throws Refusal.InvalidInput for field {@code cron} where the expression is wrong or never fires
     */
    Instant next(String cron, ZoneId zone, Instant after);
}
