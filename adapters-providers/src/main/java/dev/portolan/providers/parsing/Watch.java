package dev.portolan.providers.parsing;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks after what others wait for: ends it when it has had its time, or when nobody wants it any more. */
final class Watch implements AutoCloseable {

    private static final long EVERY_MILLIS = 100;

    /** Why something was ended, if it was. */
    enum Verdict {
        NONE,
        TIME,
        UNWANTED
    }

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "parser-watch");
        thread.setDaemon(true);
        return thread;
    });

    Watch() {
        clock.setRemoveOnCancelPolicy(true);
    }

    Guard over(ParserProcess process, Duration time, BooleanSupplier unwanted) {
        return new Guard(process, System.nanoTime() + time.toNanos(), unwanted);
    }

    void later(Duration delay, Runnable task) {
        if (!clock.isShutdown()) {
            var unused = clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** Over one piece of work, until it is closed. */
    final class Guard implements AutoCloseable {

        private final ParserProcess process;
        private final long deadline;
        private final BooleanSupplier unwanted;
        private final ScheduledFuture<?> looking;
        private volatile Verdict verdict = Verdict.NONE;

        private Guard(ParserProcess process, long deadline, BooleanSupplier unwanted) {
            this.process = process;
            this.deadline = deadline;
            this.unwanted = unwanted;
            this.looking = clock.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void look() {
            if (verdict == Verdict.NONE && unwanted.getAsBoolean()) {
                end(Verdict.UNWANTED);
            } else if (verdict == Verdict.NONE && System.nanoTime() - deadline > 0) {
                end(Verdict.TIME);
            }
        }

        private void end(Verdict why) {
            verdict = why;
            process.kill();
        }

        Verdict verdict() {
            return verdict;
        }

        @Override
        public void close() {
            looking.cancel(false);
        }
    }
}
