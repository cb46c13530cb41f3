package dev.portolan.persistence.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.SqlDialect;
import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/**
 * Work for any replica, on db-scheduler's table of our own database: claimed once, shown to be alive by heartbeats, revived
 * when its worker dies. Adding is a plain statement of ours, so that it is part of the transaction around it.
 */
@Singleton
public final class SchedulerQueue implements WorkQueue {

    static final String WORK = "work";
    private static final Duration POLL = Duration.ofMillis(500);

    /** A worker is dead after four missed heartbeats: another has its work within half a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 6;

    /** What has not ended by then is interrupted; it is claimed until its heartbeat is missed, or this process starts again. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Jdbc jdbc;
    private final TransactionOperations<Connection> transactions;
    private final DataSource source;
    private final SqlDialect dialect;
    private final InstantSource clock;
    private final int threads;
    private volatile Optional<Scheduler> scheduler = Optional.empty();

    /** @param threads how much work this process does at once */
    SchedulerQueue(
            Jdbc jdbc,
            TransactionOperations<Connection> transactions,
            DataSource source,
            SqlDialect dialect,
            InstantSource clock,
            @Property(name = "portolan.workers", defaultValue = "16") int threads) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.source = DelegatingDataSource.unwrapDataSource(source);
        this.dialect = dialect;
        this.clock = clock;
        this.threads = threads;
    }

    /** Something that happens again and again, on one replica at a time. */
    public record Recurring(String name, Duration every, Runnable what) {}

    // --- adding

    @Override
    public void add(Work work, Instant at) {
        String name = WorkText.name(work);
        Instant turn = turn(work, at);
        int added = jdbc.update(
                """
                insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version, organization_id)
                values (?, ?, ?, ?, false, 1, ?) on conflict do nothing""",
                WORK,
                name,
                WorkText.write(work).getBytes(StandardCharsets.UTF_8),
                turn,
                work.organization().value());
        if (added == 0) {
            jdbc.update("""
                    update scheduled_tasks set execution_time = ?, version = version + 1
                    where task_name = ? and task_instance = ? and picked = false""", turn, WORK, name);
        }
        if (!at.isAfter(clock.instant())) {
            lookSoon();
        }
    }

    private Instant turn(Work work, Instant at) {
        Instant now = clock.instant();
        return at.isAfter(now) ? at : WorkQueue.turn(at, now, waiting(work));
    }

    /** How much else of the organization is on the queue, as far as it counts. */
    private long waiting(Work work) {
        return jdbc.number("""
                select count(*) from (select 1 from scheduled_tasks
                where organization_id = ? and not (task_name = ? and task_instance = ?) limit ?) others""", work.organization().value(), WORK, WorkText.name(work), PLACES);
    }

    /** Others find what was added when they poll; this process need not wait for that. */
    private void lookSoon() {
        transactions
                .findTransactionStatus()
                .ifPresentOrElse(
                        status -> status.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void afterCommit() {
                                look();
                            }
                        }),
                        this::look);
    }

    private void look() {
        scheduler.ifPresent(Scheduler::triggerCheckForDueExecutions);
    }

    @Override
    public boolean has(Work work) {
        return jdbc.number(
                        "select count(*) from scheduled_tasks where task_name = ? and task_instance = ?",
                        WORK,
                        WorkText.name(work))
                > 0;
    }

    // --- working

    /** Takes up what is waiting, and keeps the clockwork going. Called once. */
    public void start(Worker worker, List<Recurring> clockwork) {
        if (!dialect.shared()) {
            // Nobody else can have the database: whatever is still claimed was claimed by a process that is dead.
            jdbc.update(
                    "update scheduled_tasks set picked = false, picked_by = null, version = version + 1 where picked = true");
        }
        CustomTask<String> work = Tasks.custom(WORK, String.class)
                .onDeadExecutionRevive()
                .onFailure(this::retryLater)
                .execute((task, context) -> {
                    Work piece = WorkText.read(task.getData());
                    return then(worker.work(piece).map(at -> turn(piece, at)));
                });
        List<RecurringTask<Void>> recurring =
                clockwork.stream().map(SchedulerQueue::recurring).toList();
        Scheduler built = builder(work, recurring).build();
        scheduler = Optional.of(built);
        built.start();
    }

    private SchedulerBuilder builder(CustomTask<String> work, List<RecurringTask<Void>> recurring) {
        SchedulerBuilder builder = Scheduler.create(source, work)
                .startTasks(recurring)
                .schedulerName(new SchedulerName.Fixed("portolan-" + UUID.randomUUID()))
                .serializer(new Utf8Serializer())
                .clock(clock::instant)
                .threads(threads)
                // Bounded by itself: polling on H2 hands it more than it may do at once.
                .executorService(Executors.newFixedThreadPool(
                        threads, Thread.ofVirtual().name("worker-", 0).factory()))
                .pollingInterval(POLL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(DRAIN)
                .deleteUnresolvedAfter(Duration.ofDays(14))
                .failureLogging(LogLevel.ERROR, true);
        return dialect.shared() ? builder.pollUsingLockAndFetch(0.5, 1.0) : builder.pollUsingFetch(0.5, 1.0);
    }

    private static RecurringTask<Void> recurring(Recurring recurring) {
        return Tasks.recurring(recurring.name(), FixedDelay.of(recurring.every()))
                .execute((task, context) -> recurring.what().run());
    }

    private static CompletionHandler<String> then(Optional<Instant> again) {
        return again.<CompletionHandler<String>>map(at -> (complete, operations) -> operations.reschedule(complete, at))
                .orElseGet(CompletionHandler.OnCompleteRemove::new);
    }

    /** Work is never lost to a failure that nobody foresaw, such as a database that is away: it is tried again, ever later. */
    private void retryLater(ExecutionComplete complete, ExecutionOperations<String> operations) {
        int doublings = Math.min(MOST_DOUBLINGS, complete.getExecution().consecutiveFailures);
        operations.reschedule(complete, clock.instant().plus(FIRST_RETRY.multipliedBy(1L << doublings)));
    }

    /** Takes nothing new, and waits for what is under way, at most ten seconds. */
    public void stop() {
        scheduler.ifPresent(Scheduler::stop);
        scheduler = Optional.empty();
    }
}
