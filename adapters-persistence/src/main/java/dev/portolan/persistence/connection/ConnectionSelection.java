package dev.portolan.persistence.connection;

import dev.portolan.application.port.DocumentStore;
import dev.portolan.domain.Comparison;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.ConnectionQuery.Condition;
import dev.portolan.domain.ConnectionQuery.Order;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import dev.portolan.persistence.database.SqlDialect;
import dev.portolan.persistence.database.Where;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Selects connections by a query. Whatever a caller gave is a parameter; the text is made of columns named here alone. */
@Singleton
final class ConnectionSelection {

    private final Jdbc jdbc;
    private final SqlDialect dialect;

    ConnectionSelection(Jdbc jdbc, SqlDialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    ConnectionQuery.Found select(Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query) {
        Where where = new Where()
                .and("organization_id = ?", organization.value())
                .and("status not in ('HIDDEN', 'DELETING', 'DELETED')");
        visible.only().ifPresent(only -> where.and("id = any(?)", Bulk.uuids(only, Connection.Id::value)));
        query.conditions().forEach(condition -> add(where, condition));
        long total = jdbc.number("select count(*) from connection" + where.text(), where.parametersAnd());
        List<Object> last = new ArrayList<>();
        String order = order(query, last);
        last.add(query.limit());
        last.add(query.offset());
        List<Connection> items = jdbc.list(
                "select * from connection" + where.text() + order + " limit ? offset ?",
                row -> read(row).connection(),
                where.parametersAnd(last.toArray()));
        return new ConnectionQuery.Found(items, total);
    }

    private void add(Where where, Condition condition) {
        switch (condition) {
            case Condition.OfProviders of -> where.and("provider = any(?)", Bulk.texts(of.among(), Provider.Id::value));
            case Condition.OfText of ->
                add(
                        where,
                        switch (of.text()) {
                            case NAME -> dialect.plain("name");
                            case CREATED_BY -> dialect.plain("cast(created_by as varchar)");
                        },
                        of.comparison(),
                        of.operands());
            case Condition.OfTime of -> add(where, column(of.time()), of.comparison(), of.operands());
        }
    }

    private static String column(ConnectionQuery.Time time) {
        return switch (time) {
            case CREATED_AT -> "created_at";
            case UPDATED_AT -> "updated_at";
        };
    }

    private static void add(Where where, String value, Comparison comparison, List<?> operands) {
        switch (comparison) {
            case EQUAL -> where.and(value + " = ?", operands.getFirst());
            case NOT_EQUAL -> where.and(value + " <> ?", operands.getFirst());
            case LESS -> where.and(value + " < ?", operands.getFirst());
            case LESS_OR_EQUAL -> where.and(value + " <= ?", operands.getFirst());
            case GREATER -> where.and(value + " > ?", operands.getFirst());
            case GREATER_OR_EQUAL -> where.and(value + " >= ?", operands.getFirst());
            case IN -> where.and(operands.isEmpty() ? "1 = 0" : value + in(operands), operands.toArray());
            case NOT_IN -> where.and(operands.isEmpty() ? "1 = 1" : value + " not" + in(operands), operands.toArray());
            case CONTAINS -> like(where, value, "%" + escaped(operands) + "%");
            case ICONTAINS ->
                like(where, "lower(" + value + ")", "%" + escaped(operands).toLowerCase(Locale.ROOT) + "%");
            case STARTS_WITH -> like(where, value, escaped(operands) + "%");
            case ENDS_WITH -> like(where, value, "%" + escaped(operands));
        }
    }

    private static String in(List<?> operands) {
        return " in (" + String.join(", ", Collections.nCopies(operands.size(), "?")) + ")";
    }

    private static void like(Where where, String value, String pattern) {
        where.and(value + " like ? escape '!'", pattern);
    }

    private static String escaped(List<?> operands) {
        return operands.getFirst()
                .toString()
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
    }

    private String order(ConnectionQuery query, List<Object> parameters) {
        String by = switch (query.order()) {
            case Order.ByName byName -> dialect.plain("name");
            case Order.ByTime(ConnectionQuery.Time time) -> column(time);
            case Order.ByProvider(List<Provider.Id> ranked) -> rank(ranked, parameters);
        };
        String direction = query.descending() ? " desc" : "";
        return " order by " + by + direction + ", id" + direction;
    }

    private static String rank(List<Provider.Id> ranked, List<Object> parameters) {
        StringBuilder rank = new StringBuilder("case provider");
        for (Provider.Id provider : ranked) {
            rank.append(" when ? then ").append(parameters.size());
            parameters.add(provider.value());
        }
        return ranked.isEmpty() ? "1 + 0" : rank + " else " + ranked.size() + " end";
    }

    private static ConnectionRow read(Row row) throws SQLException {
        return new ConnectionRow(
                row.uuid("id"),
                row.uuid("organization_id"),
                row.uuid("collection_id"),
                row.text("provider"),
                row.text("name"),
                row.text("settings"),
                row.number("settings_version"),
                row.optionalUuid("credential_id").orElse(null),
                row.text("status"),
                row.optionalText("status_reason").orElse(null),
                row.optionalText("account").orElse(null),
                row.flag("enabled"),
                row.optionalText("cron").orElse(null),
                row.optionalText("zone").orElse(null),
                row.optionalText("missed").orElse(null),
                row.optionalText("tenant").orElse(null),
                row.uuid("created_by"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.optionalInstant("last_sync_at").orElse(null));
    }
}
