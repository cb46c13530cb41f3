package dev.portolan.application.sync;

import java.time.Duration;

/**
 * How much happens at once, so that memory, databases and providers are never overrun.
 *
 * @param scopesPerRun scopes of one run that are on the queue at once, over all replicas
 * @param fetchesPerScope documents of one scope that are fetched ahead of what is being stored
 * @param fetches downloads at once in this process
 * @param bytesInFlight of text that this process holds at once
 * @param chunkDocuments documents in one transaction whose content was fetched; four times as many where none was
 * @param chunkChars characters of text in one transaction
 * @param slice how long one piece of work goes on before it rejoins the queue
 * @param beat how often a worker shows that it lives, and looks whether it is to stop
 */
public record Bounds(
        int scopesPerRun,
        int fetchesPerScope,
        int fetches,
        long bytesInFlight,
        int chunkDocuments,
        long chunkChars,
        Duration slice,
        Duration beat) {

    public static final Bounds DEFAULT =
            new Bounds(8, 32, 64, 256L << 20, 500, 16L << 20, Duration.ofMinutes(1), Duration.ofSeconds(3));

    /** The same with no more text in flight than a quarter of the heap. */
    public Bounds within(long heap) {
        return new Bounds(
                scopesPerRun,
                fetchesPerScope,
                fetches,
                Math.min(bytesInFlight, heap / 4),
                chunkDocuments,
                Math.min(chunkChars, heap / 32),
                slice,
                beat);
    }
}
