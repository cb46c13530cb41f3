package dev.portolan.providers.postgresql;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.domain.Settings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One database, of which the settings select tables. Every call is a transaction or a few, and looks at the catalogue anew. */
final class PostgresqlSession implements ConnectorSession {

    private final Source source;
    private final Tables tables;
    private final Choice choice;
    private final Browsing browsing;

    PostgresqlSession(Source source, Settings settings) {
        this.source = source;
        this.tables = Tables.of(settings);
        this.choice = Choice.of(settings);
        this.browsing = new Browsing(source, tables, choice);
    }

    @Override
    public Account account() {
        source.call("schema " + Names.canonical(tables.schema()), connection -> {
            check(new Catalog(connection, tables.schema()));
            return true;
        });
        String id = source.place().toString();
        return new Account(new Provider.Id("postgresql"), id, Optional.empty(), id);
    }

    /** That there is something to read, and that the columns which the settings name are somewhere in it. */
    private void check(Catalog catalog) throws SQLException {
        if (!catalog.hasSchema()) {
            throw new ProviderFailure.Invalid(
                    "Database '" + source.place().database() + "' has no schema '" + tables.schema() + "'");
        }
        List<Relation> all = catalog.relations();
        List<Relation> wanted = tables.among(all);
        if (!all.isEmpty() && wanted.stream().noneMatch(Relation::readable)) {
            throw Failures.nothingReadable(source.place(), tables);
        }
        for (String column : choice.named()) {
            List<String> having = catalog.tablesWith(column);
            if (!wanted.isEmpty() && wanted.stream().noneMatch(relation -> having.contains(relation.name()))) {
                throw new ProviderFailure.Invalid(
                        "None of the tables has a column '" + column + "', which the settings name");
            }
        }
    }

    @Override
    public List<Scope> scopes(List<Scope> known) {
        return source.call("schema " + Names.canonical(tables.schema()), connection -> {
            Catalog catalog = new Catalog(connection, tables.schema());
            List<Scope> scopes = new ArrayList<>();
            for (Relation relation : tables.among(catalog.relations())) {
                boolean narrowed = relation.isReadableView() && catalog.isFiltered(relation);
                String remarks = (narrowed ? relation.narrowed() : relation).remarks();
                String id = tables.id(relation.name());
                scopes.add(new Scope(new Scope.Id(id), id + remarks, choice.fingerprint()));
            }
            return scopes;
        });
    }

    @Override
    public Change.Page changes(Scope scope, Checkpoint since) {
        String table = Names.parse(scope.id().value())
                .filter(parsed -> parsed.names().size() == 2)
                .map(parsed -> parsed.names().getLast())
                .orElseThrow(() -> new ProviderFailure.Missing("'" + scope.id().value() + "' is no table"));
        return source.page(scope.id().value(), connection -> {
            Layout layout = new Catalog(connection, tables.schema()).layout(table, choice, source.place());
            return new TableSync(connection, layout).page(since);
        });
    }

    @Override
    public Content fetch(Resource document) {
        return browsing.content(document.id());
    }

    @Override
    public Resource resource(Resource.Id id) {
        return browsing.resource(id);
    }

    @Override
    public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        return browsing.children(parent, cursor, size);
    }

    @Override
    public Page<Resource> search(String query, Page.Cursor cursor, int size) {
        if (query.isBlank() || query.indexOf('\0') >= 0) {
            throw new ProviderFailure.Invalid("A search needs a text to look for");
        }
        return source.call(
                "schema " + Names.canonical(tables.schema()),
                connection -> new Searching(connection, tables, choice, source.place()).page(query, cursor, size));
    }

    @Override
    public void close() {
        source.close();
    }
}
