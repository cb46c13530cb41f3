package dev.portolan.providers.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A piece of SQL with the texts of its parameters; values are never written into SQL, only names, quoted. */
record Sql(String text, List<String> parameters) {

    Sql {
        parameters = List.copyOf(parameters);
    }

    static Sql of(String text, String... parameters) {
        return new Sql(text, List.of(parameters));
    }

    Sql then(Sql next) {
        List<String> all = new ArrayList<>(parameters);
        all.addAll(next.parameters);
        return new Sql(text + next.text, all);
    }

    Sql then(String next, String... more) {
        return then(of(next, more));
    }

    /** All of them, as one condition; of none, one that holds. */
    static Sql all(List<Sql> conditions) {
        Sql all = of("true");
        for (Sql condition : conditions) {
            all = all.then(" AND ").then(condition);
        }
        return all;
    }

    /** Any of them, as one condition; of none, one that never holds. */
    static Sql any(List<Sql> conditions) {
        Sql any = of("(false");
        for (Sql condition : conditions) {
            any = any.then(" OR ").then(condition);
        }
        return any.then(")");
    }

    /** What comes after these values in the order of these columns; of no values, everything. The database compares. */
    static Sql after(List<Column> order, List<String> values) {
        if (values.isEmpty()) {
            return of("true");
        }
        String columns = order.stream().map(Column::sql).collect(Collectors.joining(", ", "(", ")"));
        String bounds = order.stream().map(Column::parameter).collect(Collectors.joining(", ", "(", ")"));
        return new Sql(columns + " > " + bounds, values);
    }

    static Sql equal(List<Column> columns, List<String> values) {
        return new Sql(
                columns.stream()
                        .map(column -> column.sql() + " = " + column.parameter())
                        .collect(Collectors.joining(" AND ")),
                values);
    }

    /** To be closed by the caller. Parameters go untyped, so that each is read as the type it is cast to. */
    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        for (int i = 0; i < parameters.size(); i++) {
            statement.setString(i + 1, parameters.get(i));
        }
        return statement;
    }
}
