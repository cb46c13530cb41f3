package dev.portolan.application.sync;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The calls that one piece of work makes to its provider. They run on threads of their own, so that a cancel can interrupt
 * them wherever they are, while the thread that speaks to the database is never interrupted.
 */
final class ProviderCalls implements AutoCloseable {

    private static final long PATIENCE = 1_000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile Optional<SliceStopped.Reason> stop = Optional.empty();

    /** Ends all calls, under way and to come. The first reason counts. */
    void stop(SliceStopped.Reason reason) {
        if (stopped.compareAndSet(false, true)) {
            stop = Optional.of(reason);
            threads.shutdownNow();
        }
    }

    boolean stopped() {
        return stop.isPresent();
    }

    void checkStopped() {
        stop.ifPresent(reason -> {
            throw new SliceStopped(reason);
        });
    }

    <T> T call(Callable<T> work) {
        return await(submit(work));
    }

    <T> Future<T> submit(Callable<T> work) {
        checkStopped();
        try {
            return threads.submit(work);
        } catch (RejectedExecutionException stoppedMeanwhile) {
            checkStopped();
            throw stoppedMeanwhile;
        }
    }

    /** A call that does not end when it is interrupted is left alone: nobody waits for what it may still answer. */
    <T> T await(Future<T> future) {
        while (true) {
            try {
                return future.get(PATIENCE, TimeUnit.MILLISECONDS);
            } catch (TimeoutException underWay) {
                checkStopped();
            } catch (InterruptedException interrupted) {
                stop(SliceStopped.Reason.SHUTTING_DOWN);
                throw new SliceStopped(SliceStopped.Reason.SHUTTING_DOWN);
            } catch (ExecutionException failed) {
                checkStopped();
                throw failed.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException("A connector threw what it does not declare", failed.getCause());
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
