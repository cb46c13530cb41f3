package dev.portolan.persistence.time;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The time of the machine, where nobody gives another. */
@Factory
final class SystemClock {

    @Singleton
    @Secondary
    InstantSource clock() {
        return InstantSource.system();
    }
}
