package dev.portolan.persistence.connection;

import dev.portolan.application.port.ConnectionStore.Filter;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Comparison;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.ConnectionQuery.Condition;
import dev.portolan.domain.ConnectionQuery.Order;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Few;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.SqlDialect;
import dev.portolan.persistence.database.Where;
import dev.portolan.persistence.organization.Held;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Selects connections by a query. Whatever a caller gave is a parameter; the text is made of columns named here alone. */
@Singleton
final class ConnectionSelection {

    private static final String LIVE = "status not in ('HIDDEN', 'DELETING', 'DELETED')";

    private static final String VIEWED =
            "id in (select g.connection_id from access_grant g where g.organization_id = ? and " + Held.by("g") + ")";

    private final Jdbc jdbc;
    private final SqlDialect dialect;

    ConnectionSelection(Jdbc jdbc, SqlDialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    /** Newest first: ids rise with time. */
    List<Connection> list(Organization.Id organization, Filter filter, int limit) {
        Where where = new Where()
                .and("organization_id = ?", organization.value())
                .and("collection_id = ?", filter.collection().map(Collection.Id::value))
                .and("provider = ?", filter.provider().map(Provider.Id::value))
                .and("status = ?", filter.status())
                .and("tenant = ?", filter.tenant())
                .and("id < ?", filter.after().map(Connection.Id::value));
        if (filter.status().isEmpty()) {
            where.and(LIVE);
        }
        filter.viewer()
                .map(User.Id::value)
                .ifPresent(viewer -> where.and(VIEWED, organization.value(), viewer, viewer));
        return jdbc.list(
                "select * from connection" + where.text() + " order by id desc limit ?",
                row -> ConnectionRow.read(row).connection(),
                where.parametersAnd(limit));
    }

    List<Connection> select(Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query) {
        Where where = where(organization, visible, query);
        List<Object> last = new ArrayList<>();
        String order = order(query, last);
        last.add(query.limit());
        last.add(query.offset());
        return jdbc.list(
                "select * from connection" + where.text() + order + " limit ? offset ?",
                row -> ConnectionRow.read(row).connection(),
                where.parametersAnd(last.toArray()));
    }

    long count(Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query) {
        Where where = where(organization, visible, query);
        return jdbc.number("select count(*) from connection" + where.text(), where.parametersAnd());
    }

    private Where where(Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query) {
        Where where =
                new Where().and("organization_id = ?", organization.value()).and(LIVE);
        visible.only().ifPresent(only -> where.and("id = any(?)", Bulk.uuids(only, Connection.Id::value)));
        query.conditions().forEach(condition -> add(where, condition));
        return where;
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
            case IN -> where.and(operands.isEmpty() ? "1 = 0" : value + Few.in(operands.size()), operands.toArray());
            case NOT_IN ->
                where.and(operands.isEmpty() ? "1 = 1" : value + " not" + Few.in(operands.size()), operands.toArray());
            case CONTAINS -> like(where, value, "%" + escaped(operands) + "%");
            case ICONTAINS ->
                like(where, "lower(" + value + ")", "%" + escaped(operands).toLowerCase(Locale.ROOT) + "%");
            case STARTS_WITH -> like(where, value, escaped(operands) + "%");
            case ENDS_WITH -> like(where, value, "%" + escaped(operands));
        }
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
        String direction = query.descending() ? " desc" : "";
        String by = switch (query.order()) {
            // Ids rise with time, and an index has them.
            case Order.ByAge byAge -> "";
            case Order.ByName byName -> dialect.plain("name") + direction + ", ";
            case Order.ByTime(ConnectionQuery.Time time) -> column(time) + direction + ", ";
            case Order.ByProvider(List<Provider.Id> ranked) -> rank(ranked, parameters) + direction + ", ";
        };
        return " order by " + by + "id" + direction;
    }

    private static String rank(List<Provider.Id> ranked, List<Object> parameters) {
        StringBuilder rank = new StringBuilder("case provider");
        for (Provider.Id provider : ranked) {
            rank.append(" when ? then ").append(parameters.size());
            parameters.add(provider.value());
        }
        return ranked.isEmpty() ? "1 + 0" : rank + " else " + ranked.size() + " end";
    }
}
