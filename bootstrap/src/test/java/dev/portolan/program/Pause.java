package dev.portolan.program;

import java.util.concurrent.locks.LockSupport;

/** Time that passes between two looks at another process. */
public final class Pause {

    private Pause() {}

    public static void shortly() {
        millis(100);
    }

    static void millis(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
    }
}
