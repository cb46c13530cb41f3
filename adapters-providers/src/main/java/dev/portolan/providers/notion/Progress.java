package dev.portolan.providers.notion;

import dev.portolan.domain.Change;
import dev.portolan.providers.notion.Frame.Kind;
import dev.portolan.providers.notion.NotionPayloads.Listing;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far one call has come: what it has found, what is still to be looked at, and what of that is at hand already. */
final class Progress {

    /** Edits are found by a search whose index is a little late. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    /** As many ids as a checkpoint holds, and some room. */
    private static final int MOST_IDS = 330;

    private static final int MOST_UNITS = 390;

    /** So many are nested only by what contains itself. */
    private static final int MOST_FRAMES = 60;

    private final Mark from;
    private final List<Change> changes = new ArrayList<>();
    private final List<Frame> frames;
    private final List<String> seen;
    private final List<String> trashed;
    private final Map<String, Thing> held = new HashMap<>();
    private Instant latest;
    private boolean whole;
    private int calls;

    Progress(Mark from) {
        this.from = from;
        this.frames = new ArrayList<>(from.frames());
        this.seen = new ArrayList<>(from.seen());
        this.trashed = new ArrayList<>(from.trashed());
        this.latest = from.latest();
        this.whole = from.whole();
    }

    // --- what is found

    void tell(Change change) {
        changes.add(change);
    }

    List<Change> changes() {
        return changes;
    }

    boolean isWalk() {
        return from.isWalk();
    }

    boolean isWhole() {
        return whole;
    }

    /** Something is there that could not be looked at. */
    void notWhole() {
        whole = false;
    }

    // --- what was edited when

    /** The first listing of a run, latest edit first, tells from when on edits are news in the next run. */
    void begins(Listing found) {
        found.things().stream()
                .flatMap(thing -> thing.edited().stream())
                .max(Instant::compareTo)
                .ifPresent(edited -> latest = edited);
    }

    private Instant until() {
        return from.isWalk() ? Instant.EPOCH : from.since().minus(OVERLAP);
    }

    /** What only its id is told of may be recent: that is no reason to stop. */
    boolean isRecent(Thing thing) {
        return thing.edited().filter(time -> time.isBefore(until())).isEmpty();
    }

    boolean isNew(Thing thing) {
        return thing.created().filter(time -> time.isBefore(until())).isEmpty();
    }

    /** @return whether it was not told before, by this call or an earlier one */
    boolean note(Thing thing, String version) {
        String print = print(thing.id() + version + thing.isInTrash());
        if (seen.contains(print)) {
            return false;
        }
        boolean matters = thing.edited()
                .filter(time -> time.isBefore(latest.minus(OVERLAP)))
                .isEmpty();
        if (matters) {
            seen.add(print);
        }
        return true;
    }

    void noteTrashed(Thing thing) {
        trashed.add(print(thing.id()));
    }

    /** Whether it comes back from the trash; asked once. */
    boolean isRestored(Thing thing) {
        return trashed.removeIf(print(thing.id())::equals);
    }

    private static String print(String text) {
        return Integer.toHexString(text.hashCode());
    }

    // --- what is still to be looked at

    boolean isDone() {
        return frames.isEmpty();
    }

    Frame pop() {
        return frames.removeLast();
    }

    void push(Frame frame) {
        boolean isEmpty = frame.ids().isEmpty()
                && List.of(Kind.PAGES, Kind.EDITED, Kind.DATABASES).contains(frame.kind());
        if (frames.size() > MOST_FRAMES || used() > MOST_UNITS) {
            notWhole();
        } else if (!isEmpty) {
            frames.add(frame);
        }
    }

    void push(Kind kind, String folder, List<Thing> things) {
        push(Frame.of(kind, folder, things.stream().map(Thing::id).toList()));
    }

    /** How many more may be put aside. */
    int room() {
        return Math.clamp((MOST_IDS - used()) / 2, 1, NotionApi.PAGE);
    }

    /** A frame alone is about as long as two ids. */
    private int used() {
        return frames.stream().mapToInt(frame -> frame.ids().size() + 2).sum();
    }

    // --- what is at hand

    void hold(Thing thing) {
        held.put(thing.id(), thing);
    }

    Optional<Thing> take(String id) {
        return Optional.ofNullable(held.remove(id));
    }

    boolean isNextAtHand() {
        List<String> ids = frames.isEmpty() ? List.of() : frames.getLast().ids();
        return !ids.isEmpty() && held.containsKey(ids.getFirst());
    }

    // --- calls

    void called() {
        calls++;
    }

    void called(int more) {
        calls += more;
    }

    int calls() {
        return calls;
    }

    // --- where it stopped

    Mark mark() {
        return new Mark(from.since(), latest, whole, seen, trashed, frames);
    }

    /** The run is over: the next one begins with edits. */
    Mark end() {
        Instant since = latest.isAfter(Instant.EPOCH) ? latest : Instant.EPOCH.plusSeconds(1);
        return new Mark(since, latest, true, seen, trashed, List.of());
    }
}
