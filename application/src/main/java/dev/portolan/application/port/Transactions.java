package dev.portolan.application.port;

import java.util.function.Supplier;

/** All or nothing: the stores called inside commit together, or not at all when the body throws. Joins a surrounding one. */
public interface Transactions {

    <T> T call(Supplier<T> body);

    default void run(Runnable body) {
        call(() -> {
            body.run();
            return true;
        });
    }
}
