package dev.portolan.providers.parsing;

import java.time.Duration;

/**
 * What reading a file may take.
 *
 * @param time a file that takes longer is given up
 * @param megabytes heap of a parser's process
 * @param processes so many read at a time
 * @param idle a process without work ends after so long
 */
record ParseLimits(Duration time, int megabytes, int processes, Duration idle) {

    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final int LEAST_MEGABYTES = 64;

    ParseLimits {
        atLeast("PORTOLAN_LIMITS_PARSE_SECONDS", 1, time.toMillis());
        atLeast("PORTOLAN_LIMITS_PARSE_MEGABYTES", LEAST_MEGABYTES, megabytes);
        atLeast("PORTOLAN_LIMITS_PARSE_PROCESSES", 1, processes);
    }

    ParseLimits(long seconds, int megabytes, int processes) {
        this(Duration.ofSeconds(seconds), megabytes, processes, IDLE);
    }

    private static void atLeast(String name, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least);
        }
    }
}
