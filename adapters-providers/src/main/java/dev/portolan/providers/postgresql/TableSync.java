package dev.portolan.providers.postgresql;

import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ProviderFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One page of a table's sync: of the listing by key, or, with a cursor column, of what was written since. */
final class TableSync {

    private static final int MOST = 2_000;
    private static final int MOST_WITHOUT_KEY = 5_000;

    private final Connection connection;
    private final Layout layout;
    private final Table table;
    private final RowText text;

    TableSync(Connection connection, Layout layout) {
        this.connection = connection;
        this.layout = layout;
        this.table = layout.table();
        this.text = new RowText(layout);
    }

    Change.Page page(Checkpoint since) throws SQLException {
        if (since.isStart()) {
            Optional<Column> cursor = layout.cursor();
            return listing(Position.first(
                    table, cursor.isPresent() ? horizon(cursor.get()).next(Marks.NONE) : Marks.NONE));
        }
        Position position = Position.of(since, table);
        return switch (position.phase()) {
            case LISTING -> listing(position);
            case FEED -> feed(position);
        };
    }

    /** All rows by key. Its end is the beginning of the feed, or of the next listing where there is no feed. */
    private Change.Page listing(Position at) throws SQLException {
        Rows.Found found = read(Scan.byKey(table, at.after()), at.limit());
        if (found.more()) {
            return more(found, at);
        }
        return Change.Page.listed(
                changes(found.rows()),
                layout.cursor().isPresent() ? at.startOfFeed(at.marks()).checkpoint() : Checkpoint.START);
    }

    /** Rows by cursor and key. What the next run is to begin with is decided before this one's first page is read. */
    private Change.Page feed(Position at) throws SQLException {
        Column cursor = layout.cursor()
                .orElseThrow(() -> new ProviderFailure.ResyncRequired(table.id() + " has no cursor column any more"));
        List<Column> order =
                Stream.concat(Stream.of(cursor), table.key().stream()).toList();
        Scan scan = new Scan(order, at.after(), List.of());
        Position run = at;
        if (at.after().isEmpty()) {
            scan = scan.where(horizon(cursor).from(at.marks()));
            run = at.startOfFeed(horizon(cursor).next(at.marks()));
        }
        Rows.Found found = read(scan, at.limit());
        return found.more()
                ? more(found, run)
                : Change.Page.caughtUp(
                        changes(found.rows()), run.startOfFeed(run.marks()).checkpoint());
    }

    private Horizon horizon(Column cursor) {
        return new Horizon(connection, table, cursor);
    }

    private Rows.Found read(Scan scan, int limit) throws SQLException {
        if (!scan.isSound()) {
            throw new ProviderFailure.ResyncRequired("The checkpoint is no position in " + table.id());
        }
        return new Rows(connection, layout).page(scan, limit);
    }

    /** Up to the last row whose position can be remembered. */
    private Change.Page more(Rows.Found found, Position at) {
        int limit = found.nextLimit(at.limit(), table.isKeyed() ? MOST : MOST_WITHOUT_KEY);
        for (int end = found.rows().size(); end > 0; end--) {
            Position next = at.after(found.rows().get(end - 1).position(), limit);
            if (next.fits()) {
                return Change.Page.more(changes(found.rows().subList(0, end)), next.checkpoint());
            }
        }
        throw new ProviderFailure.Invalid(table.id() + " has keys too long to be remembered");
    }

    private List<Change> changes(List<Row> rows) {
        return rows.stream().<Change>map(text::of).toList();
    }
}
