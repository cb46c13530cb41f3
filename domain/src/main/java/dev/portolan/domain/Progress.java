package dev.portolan.domain;

import java.util.Optional;

/**
 * Counts of a run or of one of its scopes; they only ever grow, and collected ≥ parsed ≥ indexed.
 *
 * @param collected documents that the provider named
 * @param parsed documents whose content is known: fetched, unchanged, or found to have none
 * @param indexed documents that are in step with the provider
 * @param skipped documents that keep only their metadata: too large, no text, archived
 * @param bytes of content that was fetched
 * @param total documents that the provider says there are
 */
public record Progress(
        long collected,
        long parsed,
        long indexed,
        long added,
        long updated,
        long moved,
        long unchanged,
        long deleted,
        long failed,
        long skipped,
        long bytes,
        Optional<Long> total) {

    public static final Progress ZERO = new Progress(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty());

    public static Progress deleted(long documents) {
        return new Progress(0, 0, 0, 0, 0, 0, 0, documents, 0, 0, 0, Optional.empty());
    }

    public Progress plus(Progress other) {
        return new Progress(
                collected + other.collected,
                parsed + other.parsed,
                indexed + other.indexed,
                added + other.added,
                updated + other.updated,
                moved + other.moved,
                unchanged + other.unchanged,
                deleted + other.deleted,
                failed + other.failed,
                skipped + other.skipped,
                bytes + other.bytes,
                total.isPresent() && other.total.isPresent()
                        ? Optional.of(total.get() + other.total.get())
                        : total.or(other::total));
    }
}
