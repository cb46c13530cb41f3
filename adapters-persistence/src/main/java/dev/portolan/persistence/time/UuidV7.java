package dev.portolan.persistence.time;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import dev.portolan.application.port.IdSource;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;

/** Ids of version 7: those made by one process ascend, even within a millisecond. */
@Singleton
final class UuidV7 implements IdSource {

    private final TimeOrderedEpochFactory factory;

    UuidV7(InstantSource clock) {
        this.factory = TimeOrderedEpochFactory.builder()
                .withIncrementPlus1()
                .withClock(clock.withZone(ZoneOffset.UTC))
                .build();
    }

    @Override
    public UUID next() {
        return factory.create();
    }
}
