package dev.portolan.application;

import dev.portolan.application.oauth.OAuth;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.CronCalendar;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Schedule;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens by the clock: schedules, runs that lost their task, and what is kept for a while and then forgotten. */
public final class Clockwork {

    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);
    private static final int AT_ONCE = 200;
    private static final int MOST_OPEN = 10_000;
    private static final int FORGET = 1_000;
    private static final int RESEAL = 200;
    private static final int BATCHES = 100;
    private static final Duration PUT_OFF = Duration.ofHours(1);
    private static final Duration SILENT = Duration.ofSeconds(45);
    private static final Duration TOMBSTONES = Duration.ofDays(30);
    private static final Duration RUNS = Duration.ofDays(90);

    private final Syncs syncs;
    private final FollowedSyncs followed;
    private final Answers answers;
    private final OAuth oauth;
    private final Logins logins;
    private final Catalog catalog;
    private final ConnectionStore connections;
    private final SyncRunStore runs;
    private final DocumentStore documents;
    private final WorkQueue queue;
    private final Transactions transactions;
    private final CredentialVault vault;
    private final CronCalendar calendar;
    private final InstantSource clock;

    public Clockwork(Core core, Core.Ports ports) {
        this.syncs = core.syncs();
        this.followed = core.followedSyncs();
        this.answers = core.answers();
        this.oauth = core.oauth();
        this.logins = core.logins();
        this.catalog = core.catalog();
        this.connections = ports.connections();
        this.runs = ports.runs();
        this.documents = ports.documents();
        this.queue = ports.queue();
        this.transactions = ports.transactions();
        this.vault = ports.vault();
        this.calendar = ports.calendar();
        this.clock = ports.clock();
    }

    /** Starts what is due. One that cannot be started keeps none of the others waiting. */
    public void startDue() {
        for (ConnectionStore.Due due : connections.due(clock.instant(), AT_ONCE)) {
            try {
                connections
                        .find(due.organization(), due.connection())
                        .filter(Connection::isLive)
                        .ifPresent(connection -> start(connection, due.at()));
            } catch (RuntimeException unable) {
                LOG.error("schedule put off connection={}", due.connection().value(), unable);
                connections.advanceDue(
                        due.organization(),
                        due.connection(),
                        due.at(),
                        Optional.of(clock.instant().plus(PUT_OFF)));
            }
        }
    }

    /** Whoever moves the due time on starts the run in the same transaction: never twice, and never not at all. */
    private void start(Connection connection, Instant due) {
        Instant now = clock.instant();
        Optional<Instant> next =
                connection.schedule().map(schedule -> Schedules.next(calendar, schedule, connection.id(), now));
        boolean missed = connection
                .schedule()
                .filter(schedule -> missed(schedule, due, now))
                .isPresent();
        try {
            transactions.run(() -> {
                boolean mine = connections.advanceDue(connection.organization(), connection.id(), due, next);
                if (mine && !missed) {
                    syncs.start(connection, mode(connection, now), SyncRun.Trigger.SCHEDULE, now);
                }
            });
        } catch (Refusal.SyncInProgress open) {
            connections.advanceDue(connection.organization(), connection.id(), due, next);
            LOG.info(
                    "schedule skipped connection={}: run={} is still open",
                    connection.id().value(),
                    open.run().value());
        }
        if (missed) {
            LOG.info(
                    "schedule skipped a missed time connection={} due={}",
                    connection.id().value(),
                    due);
        }
    }

    /** Whether this time, and a later one too, passed while nobody was there, and the user wants such times skipped. */
    private boolean missed(Schedule schedule, Instant due, Instant now) {
        return schedule.missed() == Schedule.Missed.SKIP
                && !calendar.next(schedule.cron(), schedule.zone(), due).isAfter(now);
    }

    private SyncRun.Mode mode(Connection connection, Instant now) {
        Optional<Duration> every =
                catalog.find(connection.provider()).map(Connector::provider).flatMap(Provider::completeEvery);
        if (every.isEmpty()) {
            return SyncRun.Mode.CATCH_UP;
        }
        Instant last =
                runs.lastCompleteRun(connection.organization(), connection.id()).orElse(connection.createdAt());
        // The last one ended later in its day than it began: without some slack every other day would be left out.
        Duration enough = every.get().minus(every.get().dividedBy(10));
        return last.plus(enough).isAfter(now) ? SyncRun.Mode.CATCH_UP : SyncRun.Mode.COMPLETE;
    }

    /** Gives every open run that nothing has been heard of a task that puts it back on its feet. */
    public void reviveRuns() {
        Instant silentSince = clock.instant().minus(SILENT);
        for (SyncRunStore.RunRef open : runs.open(MOST_OPEN)) {
            runs.find(open.organization(), open.run())
                    .filter(run -> run.heartbeatAt().isBefore(silentSince))
                    .map(run -> new WorkQueue.Work.Plan(run.organization(), run.id()))
                    .filter(plan -> !queue.has(plan))
                    .ifPresent(plan -> queue.add(plan, clock.instant()));
        }
    }

    /** Renews what nobody has used for long, and ends what nobody uses any more. */
    public void keepGrants() {
        oauth.renewals().renewDue();
        oauth.grants().releaseUnused();
    }

    /** Lets renewals that are under way end, and begins no more. */
    public void endRenewals(Duration most) {
        if (!oauth.renewals().close(most)) {
            LOG.warn("a renewal of tokens is cut off: whether the provider has replaced them is not known");
        }
    }

    /** Gives back at providers what has ended here. */
    public void giveBack() {
        oauth.revocations().work();
    }

    /** Seals with the newest key what older ones have sealed; what is left after some thousands has its turn next time. */
    public void reseal() {
        for (int batch = 0; batch < BATCHES && vault.reseal(RESEAL); batch++) {
            LOG.debug("sealing anew goes on");
        }
    }

    /** Forgets tombstones after 30 days, runs after 90, their names after an hour, and consents and revocations that are over. */
    public void forget() {
        Instant now = clock.instant();
        while (documents.forgetTombstones(now.minus(TOMBSTONES), FORGET) == FORGET
                || connections.removeDeleted(now.minus(TOMBSTONES), FORGET) == FORGET
                || runs.removeFinished(now.minus(RUNS), FORGET) == FORGET) {
            LOG.debug("forgetting goes on");
        }
        followed.forget();
        answers.forget();
        oauth.consents().forget();
        oauth.revocations().forget();
        logins.forget();
    }
}
