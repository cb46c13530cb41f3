package dev.portolan.application.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to go on. */
public final class SettableClock implements InstantSource {

    private Instant now;

    public SettableClock(Instant start) {
        this.now = start;
    }

    /** Starts at noon of 1 May 2026, UTC. */
    public SettableClock() {
        this(Instant.parse("2026-05-01T12:00:00Z"));
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }

    /** Never back. */
    public synchronized void advanceTo(Instant to) {
        now = now.isAfter(to) ? now : to;
    }
}
