package dev.portolan.persistence.time;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.portolan.application.port.IdSource;
import jakarta.inject.Singleton;
import java.util.UUID;

/** UUIDs of version 7, ascending within this process. */
@Singleton
final class TimeOrderedIds implements IdSource {

    @Override
    public UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
