package dev.portolan.application;

import dev.portolan.domain.ProviderFailure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long a caller waits for a provider: the call runs on a thread of its own, and is interrupted when time is up. */
record Patience(Duration limit) {

    static final Duration USUAL = Duration.ofSeconds(60);

    /** @throws ProviderFailure what the call throws; {@link ProviderFailure.Transient} when time is up */
    <T> T await(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = Thread.ofVirtual().name("waited-for").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            thread.interrupt();
            throw new ProviderFailure.Transient("The provider did not answer within " + limit.toSeconds() + " seconds");
        } catch (InterruptedException interrupted) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new ProviderFailure.Transient("The call was interrupted");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("A connector threw what it does not declare", failed.getCause());
        }
    }
}
