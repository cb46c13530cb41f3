package dev.portolan.providers.postgresql;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The database as a tree, from its schema to its tables to their rows; and each of these by its id. */
final class Browsing {

    private static final int MOST = 1_000;

    private final Source source;
    private final Tables tables;
    private final Choice choice;

    Browsing(Source source, Tables tables, Choice choice) {
        this.source = source;
        this.tables = tables;
        this.choice = choice;
    }

    Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        if (parent.equals(ConnectorSession.ROOT)) {
            return Page.last(List.of(schema()));
        }
        return source.call(parent.value(), connection -> switch (Address.of(parent, tables.schema())) {
            case Address.OfSchema schema -> tables(connection, cursor, size);
            case Address.OfTable table -> rows(layout(connection, parent, table.table()), connection, cursor, size);
            case Address.OfRow row -> {
                found(connection, parent, row);
                yield Page.last(List.of());
            }
        });
    }

    Resource resource(Resource.Id id) {
        return source.call(id.value(), connection -> switch (Address.of(id, tables.schema())) {
            case Address.OfSchema schema -> schema();
            case Address.OfTable table ->
                folder(layout(connection, id, table.table()).table().name());
            case Address.OfRow row -> found(connection, id, row).change.resource();
        });
    }

    Content content(Resource.Id id) {
        if (!(Address.of(id, tables.schema()) instanceof Address.OfRow row)) {
            throw new ProviderFailure.Invalid("'" + id.value() + "' is no row");
        }
        Found found = source.call(id.value(), connection -> found(connection, id, row));
        Optional<Content.Inline> text = found.change.content();
        return text.isPresent()
                ? text.get()
                : new Content.Stream(
                        Optional.of(RowText.MARKDOWN),
                        Optional.empty(),
                        new LongRow(
                                source,
                                found.layout,
                                row.key(),
                                found.change.resource().name()));
    }

    private Page<Resource> tables(Connection connection, Page.Cursor cursor, int size) throws SQLException {
        List<String> names = tables.among(catalog(connection).relations()).stream()
                .filter(Relation::readable)
                .map(Relation::name)
                .toList();
        int from = cursor.isStart() ? 0 : names.indexOf(cursor.value());
        if (from < 0) {
            throw foreign();
        }
        int to = Math.min(names.size(), from + Math.clamp(size, 1, MOST));
        return new Page<>(
                names.subList(from, to).stream().map(this::folder).toList(),
                to < names.size() ? Optional.of(new Page.Cursor(names.get(to))) : Optional.empty());
    }

    private Page<Resource> rows(Layout layout, Connection connection, Page.Cursor cursor, int size)
            throws SQLException {
        Scan scan = Scan.byKey(
                layout.table(),
                cursor.isStart()
                        ? List.of()
                        : Texts.read(cursor.value())
                                .filter(after -> !after.isEmpty())
                                .orElseThrow(Browsing::foreign));
        if (!scan.isSound()) {
            throw foreign();
        }
        RowText text = new RowText(layout);
        Rows.Found found = new Rows(connection, layout).page(scan, Math.clamp(size, 1, MOST));
        return new Page<>(
                found.rows().stream().map(row -> text.of(row).resource()).toList(),
                found.more()
                        ? Optional.of(new Page.Cursor(
                                Texts.write(found.rows().getLast().position())))
                        : Optional.empty());
    }

    private record Found(Layout layout, Change.Upserted change) {}

    /** The row that has exactly this id, and not one that is equal to it, say, but for case. */
    private Found found(Connection connection, Resource.Id id, Address.OfRow address) throws SQLException {
        Layout layout = layout(connection, id, address.table());
        if (!Scan.byKey(layout.table(), address.key()).isSound()) {
            throw Address.missing(id);
        }
        try {
            return new Rows(connection, layout)
                    .one(address.key())
                    .map(row -> new Found(layout, new RowText(layout).of(row)))
                    .filter(found -> found.change.resource().id().equals(id))
                    .orElseThrow(() -> Address.missing(id));
        } catch (SQLException e) {
            if (Failures.isUnreadableValue(e)) {
                throw Address.missing(id);
            }
            throw e;
        }
    }

    /** Only of tables that are selected. */
    private Layout layout(Connection connection, Resource.Id id, String table) throws SQLException {
        Catalog catalog = catalog(connection);
        if (tables.among(catalog.relations()).stream()
                .noneMatch(relation -> relation.name().equals(table))) {
            throw Address.missing(id);
        }
        return catalog.layout(table, choice, source.place());
    }

    private Catalog catalog(Connection connection) {
        return new Catalog(connection, tables.schema());
    }

    private Resource schema() {
        return Resource.folder(Names.canonical(tables.schema()), tables.schema())
                .at(RowText.segment(tables.schema()));
    }

    private Resource folder(String table) {
        return Resource.folder(tables.id(table), table)
                .in(new Resource.Id(Names.canonical(tables.schema())))
                .at(RowText.segment(tables.schema()) + "/" + RowText.segment(table));
    }

    static ProviderFailure foreign() {
        return new ProviderFailure.Invalid("The cursor is not one of this listing");
    }
}
