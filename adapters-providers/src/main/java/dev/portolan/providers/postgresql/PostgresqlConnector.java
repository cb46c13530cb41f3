package dev.portolan.providers.postgresql;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.providers.wire.AddressGuard;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tables and views of a PostgreSQL database: a scope per table, a document per row. */
@Singleton
public final class PostgresqlConnector implements Connector {

    private static final List<Field> SETTINGS = List.of(
            Field.required("host", Field.Type.HOST, "Host", "The server's name or address"),
            Field.optional("port", Field.Type.PORT, "Port", "Where PostgreSQL listens")
                    .withInitial(Long.toString(Place.PORT)),
            Field.required("database", Field.Type.TEXT, "Database", "One database of the server"),
            Field.optional("schema", Field.Type.TEXT, "Schema", "The schema whose tables are read")
                    .withInitial(Tables.SCHEMA),
            Field.optional(
                    "tables",
                    Field.Type.TEXTS,
                    "Tables",
                    "Names of tables and views as they are written, case included; left empty, all that the user can read, views included and partitioned tables once. "
                            + "A table needs a primary key or a unique index without nulls to be read fast: without, each page reads and sorts all of it"),
            Field.optional(
                    Choice.CURSOR_COLUMN,
                    Field.Type.TEXT,
                    "Cursor column",
                    "A column that grows whenever a row is written, such as updated_at. With it a run reads only rows written since the last one, and rows deleted, or with NULL in it, are found once a day; "
                            + "without it every run reads everything and finds deletions. Index it, together with the key"),
            Field.optional(Choice.TITLE_COLUMN, Field.Type.TEXT, "Title column", "The column that rows are named by"),
            Field.optional(
                    Choice.TEXT_COLUMNS,
                    Field.Type.TEXTS,
                    "Text columns",
                    "The columns whose values make a row's text and are searched; left empty, or in a table that has none of them, all"),
            Field.optional(
                            "sslmode",
                            Field.Type.TEXT,
                            "TLS",
                            "require encrypts, verify-full also checks that the server is the one named; prefer falls back to no encryption without a word")
                    .withInitial(Place.SSLMODE)
                    .withChoices("disable", "prefer", "require", "verify-full"));

    private static final Provider PROVIDER = new Provider(
            new Provider.Id("postgresql"),
            "PostgreSQL",
            "Rows of tables and views as documents",
            List.of("database"),
            List.of(new AuthScheme.Secrets(List.of(
                    Field.required(Place.USERNAME, Field.Type.TEXT, "User", "A role with SELECT and nothing more"),
                    Field.required(Place.PASSWORD, Field.Type.SECRET, "Password", "The role's password")))),
            SETTINGS,
            Set.of(Capability.DELETIONS, Capability.HIERARCHY, Capability.SEARCH),
            Optional.of(Duration.ofDays(1)));

    private final AddressGuard guard;
    private final Source.Patience patience;

    @Inject
    public PostgresqlConnector(AddressGuard guard) {
        this(guard, Source.Patience.DEFAULT);
    }

    PostgresqlConnector(AddressGuard guard, Source.Patience patience) {
        this.guard = guard;
        this.patience = patience;
    }

    @Override
    public Provider provider() {
        return PROVIDER;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        Source source = new Source(Place.of(binding.settings(), binding.keys()), guard, patience);
        return new PostgresqlSession(source, binding.settings());
    }
}
