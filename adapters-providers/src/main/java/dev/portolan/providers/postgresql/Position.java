package dev.portolan.providers.postgresql;

import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ProviderFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the sync of a table stopped: what a checkpoint says.
 *
 * @param shape of the table, whose change makes positions meaningless
 * @param limit how many rows the next page may have
 * @param after the last row; empty: before the first
 * @param marks where the next incremental run begins; of no use without a cursor column
 */
record Position(Phase phase, String shape, int limit, List<String> after, Marks marks) {

    enum Phase {
        /** Through all rows, by key. */
        LISTING,
        /** Through those written lately, by cursor column and key. */
        FEED
    }

    static final int FIRST = 500;

    private static final String FORMAT = "1";

    Position {
        after = List.copyOf(after);
    }

    static Position first(Table table, Marks marks) {
        return new Position(Phase.LISTING, table.shape(), FIRST, List.of(), marks);
    }

    /** The next page of the same way. */
    Position after(List<String> row, int rows) {
        return new Position(phase, shape, rows, row, marks);
    }

    Position startOfFeed(Marks begin) {
        return new Position(Phase.FEED, shape, FIRST, List.of(), begin);
    }

    /** Whether so much can be remembered. */
    boolean fits() {
        return text().length() <= Checkpoint.MAX_LENGTH;
    }

    Checkpoint checkpoint() {
        return new Checkpoint(text());
    }

    private String text() {
        List<String> texts = new ArrayList<>(List.of(
                FORMAT,
                phase.name(),
                shape,
                Integer.toString(limit),
                optional(marks.base()),
                optional(marks.next()),
                Integer.toString(after.size())));
        texts.addAll(after);
        texts.addAll(marks.running());
        return Texts.write(texts);
    }

    /** @throws ProviderFailure.ResyncRequired where it is no position in this table */
    static Position of(Checkpoint checkpoint, Table table) {
        Position position = Texts.read(checkpoint.value())
                .flatMap(Position::of)
                .orElseThrow(() -> new ProviderFailure.ResyncRequired("The checkpoint is not one of this connector"));
        if (!position.shape.equals(table.shape())) {
            throw new ProviderFailure.ResyncRequired("The key of " + table.id() + " has changed");
        }
        return position;
    }

    private static Optional<Position> of(List<String> texts) {
        try {
            int count = Integer.parseInt(texts.get(6));
            Marks marks =
                    new Marks(optional(texts.get(4)), optional(texts.get(5)), texts.subList(7 + count, texts.size()));
            return texts.getFirst().equals(FORMAT)
                    ? Optional.of(new Position(
                            Phase.valueOf(texts.get(1)),
                            texts.get(2),
                            Math.clamp(Integer.parseInt(texts.get(3)), 1, FIRST * 10),
                            texts.subList(7, 7 + count),
                            marks))
                    : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    private static String optional(Optional<String> text) {
        return text.map(value -> "=" + value).orElse("");
    }

    private static Optional<String> optional(String text) {
        return text.startsWith("=") ? Optional.of(text.substring(1)) : Optional.empty();
    }
}
