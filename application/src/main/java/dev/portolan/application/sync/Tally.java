package dev.portolan.application.sync;

import dev.portolan.domain.DocumentEvent;
import dev.portolan.domain.Progress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of a chunk while it is gathered. */
final class Tally {

    private enum Of {
        NAMED,
        TOTAL,
        ITEMS,
        FETCHED,
        CHARS,
        DONE,
        BYTES,
        FAILED,
        SKIPPED
    }

    private final Map<Of, AtomicLong> counts = new EnumMap<>(Of.class);
    private final Map<DocumentEvent, AtomicLong> events = new EnumMap<>(DocumentEvent.class);

    private void add(Of what, long n) {
        counts.computeIfAbsent(what, unused -> new AtomicLong()).addAndGet(n);
    }

    private long get(Of what) {
        return counts.getOrDefault(what, new AtomicLong()).get();
    }

    private long get(DocumentEvent event) {
        return events.getOrDefault(event, new AtomicLong()).get();
    }

    void named(long n, Optional<Long> total) {
        add(Of.NAMED, n);
        total.ifPresent(all -> add(Of.TOTAL, all));
    }

    void clear() {
        counts.clear();
        events.clear();
    }

    void item() {
        add(Of.ITEMS, 1);
    }

    void fetched(boolean yes) {
        add(Of.FETCHED, yes ? 1 : 0);
    }

    void chars(long n) {
        add(Of.CHARS, n);
    }

    void event(DocumentEvent event) {
        add(Of.DONE, 1);
        events.computeIfAbsent(event, unused -> new AtomicLong()).incrementAndGet();
    }

    void bytes(long n) {
        add(Of.BYTES, n);
    }

    void skipped(boolean yes) {
        add(Of.SKIPPED, yes ? 1 : 0);
    }

    /** A document whose content could not be had; {@code failed} is false where it is simply gone. */
    void failed(boolean failed) {
        add(Of.FAILED, failed ? 1 : 0);
    }

    int items() {
        return (int) get(Of.ITEMS);
    }

    int fetched() {
        return (int) get(Of.FETCHED);
    }

    long chars() {
        return get(Of.CHARS);
    }

    Progress progress() {
        long done = get(Of.DONE);
        return new Progress(
                get(Of.NAMED),
                done,
                done,
                get(DocumentEvent.ADDED),
                get(DocumentEvent.UPDATED),
                get(DocumentEvent.MOVED),
                get(DocumentEvent.UNCHANGED),
                0,
                get(Of.FAILED),
                get(Of.SKIPPED),
                get(Of.BYTES),
                Optional.ofNullable(counts.get(Of.TOTAL)).map(AtomicLong::get));
    }
}
