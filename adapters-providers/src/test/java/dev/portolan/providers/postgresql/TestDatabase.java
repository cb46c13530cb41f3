package dev.portolan.providers.postgresql;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Connection;
import dev.portolan.domain.FieldValues;
import dev.portolan.domain.Settings;
import dev.portolan.providers.wire.AddressGuard;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of a test's own on a real PostgreSQL, and connections of ours to it. */
final class TestDatabase implements AutoCloseable {

    static final String OWNER = "postgres";
    static final Source.Patience PATIENT = new Source.Patience(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(15));
    static final AddressGuard LOOPBACK = new AddressGuard(List.of("127.0.0.0/8"));

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EmbeddedPostgres server;
    private final String name = "db" + NUMBER.incrementAndGet();

    private final List<String> roles = new ArrayList<>();

    private TestDatabase(EmbeddedPostgres server) {
        this.server = server;
        runIn("postgres", "CREATE DATABASE " + name);
    }

    /** On the server that all tests of this JVM share. */
    static TestDatabase create() {
        return new TestDatabase(Shared.SERVER);
    }

    /** On a server of its own, which the test may stop. */
    static TestDatabase on(EmbeddedPostgres server) {
        return new TestDatabase(server);
    }

    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();
    }

    static EmbeddedPostgres start(String... more) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_prepared_transactions", "10");
            for (int i = 0; i < more.length; i += 2) {
                builder.setServerConfig(more[i], more[i + 1]);
            }
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    int port() {
        return server.getPort();
    }

    /** As the owner of everything. */
    java.sql.Connection connect() {
        return connect(OWNER, name);
    }

    java.sql.Connection connect(String user, String database) {
        try {
            return server.getDatabase(user, database).getConnection();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    TestDatabase run(String... statements) {
        runIn(name, statements);
        return this;
    }

    private void runIn(String database, String... statements) {
        try (java.sql.Connection connection = connect(OWNER, database)) {
            run(connection, statements);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static void run(java.sql.Connection connection, String... statements) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A role of this database's own that may log in and, to begin with, nothing else. */
    String role(String purpose) {
        String role = purpose + "_" + name;
        roles.add(role);
        run("CREATE ROLE " + role + " LOGIN PASSWORD 'secret-of-the-role'");
        return role;
    }

    String ask(String question) {
        try (java.sql.Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(question)) {
            result.next();
            return String.valueOf(result.getString(1));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** How many connections of ours the server has. */
    int connections() {
        return Integer.parseInt(
                ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'portolan' AND datname = '" + name
                        + "'"));
    }

    /** @param settings name and value in turn; a user may be among them */
    ConnectorSession session(Object... settings) {
        return session(PATIENT, settings);
    }

    ConnectorSession session(Source.Patience patience, Object... settings) {
        return new PostgresqlConnector(LOOPBACK, patience).open(binding(settings));
    }

    Connector.Binding binding(Object... settings) {
        Map<String, Object> values = new HashMap<>(
                Map.of("host", "127.0.0.1", "port", (long) port(), "database", name, "sslmode", "disable"));
        for (int i = 0; i < settings.length; i += 2) {
            values.put((String) settings[i], settings[i + 1]);
        }
        Map<String, String> secrets = Map.of(
                "username",
                (String) Optional.ofNullable(values.remove("username")).orElse(OWNER),
                "password",
                (String) Optional.ofNullable(values.remove("password")).orElse("secret-of-the-role"));
        return new Connector.Binding(
                new Connection.Id(new UUID(0, 1)),
                new Settings(FieldValues.read(
                        "", new PostgresqlConnector(LOOPBACK).provider().settings(), values)),
                field -> Optional.ofNullable(secrets.get(field)));
    }

    @Override
    public void close() {
        runIn("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
        roles.forEach(role -> runIn("postgres", "DROP ROLE " + role));
    }
}
