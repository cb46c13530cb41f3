package dev.portolan.application.oauth;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Many who want the same at once. */
public final class Callers {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Callers() {}

    /** One call under way on a thread of its own. */
    public record Call<T>(FutureTask<T> task, Thread thread) {

        public T result() {
            try {
                return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(failed.getCause());
            } catch (InterruptedException | TimeoutException e) {
                throw new IllegalStateException("A caller still waits", e);
            }
        }
    }

    public static <T> Call<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        return new Call<>(task, Thread.ofVirtual().start(task));
    }

    /** So many who all begin at the same moment. */
    public static <T> List<Call<T>> crowd(int size, Callable<T> work) {
        CountDownLatch begin = new CountDownLatch(1);
        List<Call<T>> calls = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            calls.add(start(() -> {
                begin.await();
                return work.call();
            }));
        }
        begin.countDown();
        return calls;
    }

    public static <T> List<T> results(List<Call<T>> calls) {
        return calls.stream().map(Call::result).toList();
    }

    public static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000);
        }
        assertTrue(condition.getAsBoolean(), "It never came to that");
    }
}
