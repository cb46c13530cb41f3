package dev.portolan.persistence.database;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the databases keep them: whole microseconds, where they would round the rest up. */
public final class Micros {

    private Micros() {}

    public static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
