package dev.portolan.persistence.database;

import de.bytefish.pgbulkinsert.exceptions.BinaryWriteFailedException;
import de.bytefish.pgbulkinsert.pgsql.PgBinaryWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.PGCopyOutputStream;

/** New rows as PostgreSQL takes them fastest: {@code copy}, in binary. */
final class Copying {

    /** Each piece that the writer hands on goes to the server as it is. */
    private static final int UNBUFFERED = 1;

    private Copying() {}

    static void insert(Connection connection, String table, Map<String, Bulk> columns) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + String.join(", ", columns.keySet()) + ") from stdin binary");
        try {
            write(columns.values(), new PgBinaryWriter(new PGCopyOutputStream(copy, UNBUFFERED)));
        } catch (BinaryWriteFailedException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw e;
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void write(Collection<Bulk> columns, PgBinaryWriter writer) {
        List<Consumer<PgBinaryWriter>> values =
                columns.stream().map(Bulk::copied).toList();
        int rows = columns.iterator().next().size();
        for (int row = 0; row < rows; row++) {
            writer.startRow(values.size());
            for (Consumer<PgBinaryWriter> value : values) {
                value.accept(writer);
            }
        }
        writer.close();
    }
}
