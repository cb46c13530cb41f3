package dev.portolan.domain;

import java.time.ZoneId;

/**
 * When a connection syncs by itself.
 *
 * @param cron five fields: minute, hour, day of month, month, day of week
 * @param missed what happens to times that passed while nobody was there to run them
 */
public record Schedule(String cron, ZoneId zone, Missed missed) {

    /** The catalogue's suggestion: every hour. */
    public static final Schedule HOURLY = new Schedule("0 * * * *", ZoneId.of("UTC"), Missed.ONCE);

    public enum Missed {
        SKIP,
        ONCE
    }
}
