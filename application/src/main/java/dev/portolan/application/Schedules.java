package dev.portolan.application;

import dev.portolan.application.port.CronCalendar;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Schedule;
import java.time.Duration;
import java.time.Instant;

/** When a schedule is next due. Each connection has a small delay of its own, so that not all start at the full hour. */
final class Schedules {

    private static final Duration MOST = Duration.ofSeconds(60);

    private Schedules() {}

    static Instant next(CronCalendar calendar, Schedule schedule, Connection.Id connection, Instant now) {
        Instant planned = calendar.next(schedule.cron(), schedule.zone(), now);
        Instant following = calendar.next(schedule.cron(), schedule.zone(), planned);
        long tenth = Duration.between(planned, following).dividedBy(10).toSeconds();
        long most = Math.max(1, Math.min(tenth, MOST.toSeconds()));
        return planned.plusSeconds(Math.floorMod(connection.value().hashCode(), most));
    }
}
