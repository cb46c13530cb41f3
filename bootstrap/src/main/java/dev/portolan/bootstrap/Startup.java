package dev.portolan.bootstrap;

import dev.portolan.application.Access;
import dev.portolan.application.Clockwork;
import dev.portolan.application.Logins;
import dev.portolan.application.sync.Engine;
import dev.portolan.persistence.queue.SchedulerQueue;
import io.micronaut.context.annotation.Property;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What has to happen once everything is wired: the first organization and key, then the workers. */
@Singleton
final class Startup {

    private static final Duration RENEWALS = Duration.ofSeconds(5);

    private final Access access;
    private final Engine engine;
    private final Clockwork clockwork;
    private final SchedulerQueue queue;
    private final Logins logins;
    private final Optional<String> adminKey;
    private final Optional<String> adminPassword;

    Startup(
            Access access,
            Engine engine,
            Clockwork clockwork,
            SchedulerQueue queue,
            Logins logins,
            @Property(name = "portolan.admin.key", defaultValue = "") String adminKey,
            @Property(name = "portolan.admin.password", defaultValue = "") String adminPassword) {
        this.access = access;
        this.engine = engine;
        this.clockwork = clockwork;
        this.queue = queue;
        this.logins = logins;
        this.adminKey = Optional.of(adminKey).filter(key -> !key.isBlank());
        this.adminPassword = Optional.of(adminPassword).filter(password -> !password.isEmpty());
    }

    /** @return the administrator's key where one had to be made: to be shown once */
    Optional<String> prepare() {
        Optional<String> made = access.prepare(adminKey);
        logins.prepare(adminPassword);
        return made;
    }

    /** Takes up what is waiting, also what a process that died has left. */
    void work() {
        queue.start(
                engine,
                List.of(
                        new SchedulerQueue.Recurring("start-due", Duration.ofSeconds(5), clockwork::startDue),
                        new SchedulerQueue.Recurring("revive-runs", Duration.ofSeconds(30), clockwork::reviveRuns),
                        new SchedulerQueue.Recurring("keep-grants", Duration.ofMinutes(1), clockwork::keepGrants),
                        new SchedulerQueue.Recurring("give-back", Duration.ofSeconds(5), clockwork::giveBack),
                        new SchedulerQueue.Recurring("reseal", Duration.ofSeconds(5), clockwork::reseal),
                        new SchedulerQueue.Recurring("forget", Duration.ofHours(1), clockwork::forget)));
    }

    @PreDestroy
    void drain() {
        engine.shutDown();
        queue.stop();
        // A renewal that is cut off may cost its tokens.
        clockwork.endRenewals(RENEWALS);
    }
}
