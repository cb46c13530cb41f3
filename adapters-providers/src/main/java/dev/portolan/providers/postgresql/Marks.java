package dev.portolan.providers.postgresql;

import java.util.List;
import java.util.Optional;

/**
 * From where on an incremental run reads, and what is still to be waited for.
 *
 * @param base every row with a smaller value in the cursor column was read after it was final; empty: nothing is known
 * @param next what becomes the base once all of {@code running} have ended
 * @param running transactions that may still commit rows before {@code next}
 */
record Marks(Optional<String> base, Optional<String> next, List<String> running) {

    static final Marks NONE = new Marks(Optional.empty(), Optional.empty(), List.of());

    Marks {
        running = List.copyOf(running);
    }
}
