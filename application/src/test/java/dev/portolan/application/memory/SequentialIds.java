package dev.portolan.application.memory;

import dev.portolan.application.port.IdSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that ascend like real ones and are the same in every run. */
public final class SequentialIds implements IdSource {

    private final AtomicLong last = new AtomicLong();

    @Override
    public UUID next() {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | last.incrementAndGet());
    }
}
