package dev.portolan.providers.postgresql;

import java.util.List;

/**
 * A way through a table's rows.
 *
 * @param order what rows are ordered by, which no two of them have in common; empty where they are ordered by their hashes
 * @param after the values of the last row that was had, as text; of a row without a key its hash, and how many of its
 *     equals were had; empty: from the first row
 * @param conditions on rows
 */
record Scan(List<Column> order, List<String> after, List<Sql> conditions) {

    Scan {
        order = List.copyOf(order);
        after = List.copyOf(after);
        conditions = List.copyOf(conditions);
    }

    static Scan byKey(Table table, List<String> after) {
        return new Scan(table.key(), after, List.of());
    }

    Scan where(Sql condition) {
        return new Scan(order, after, List.of(condition));
    }

    /** Whether the position can be one of this way. */
    boolean isSound() {
        if (after.isEmpty()) {
            return true;
        }
        return order.isEmpty()
                ? after.size() == 2 && after.getLast().matches("\\d{1,18}")
                : after.size() == order.size();
    }
}
