package dev.portolan.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL: one server for all tests of a JVM, a database for each class. */
final class OnPostgres extends DatabaseExtension {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    TestDatabase open() throws IOException, SQLException {
        return TestDatabase.open(newDatabase(), "postgres", Files.createTempDirectory("portolan-pg"));
    }

    /** @return its URL */
    static String newDatabase() throws SQLException {
        String name = "portolan" + DATABASES.incrementAndGet();
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return Server.RUNNING.getJdbcUrl("postgres", name);
    }
}
