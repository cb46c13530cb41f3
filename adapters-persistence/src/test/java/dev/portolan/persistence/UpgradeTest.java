package dev.portolan.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database that an earlier version has filled, opened by this one. */
class UpgradeTest {

    private static final Organization.Id ORGANIZATION = new Organization.Id(new UUID(7, 1));
    private static final Connection.Id WITH = new Connection.Id(new UUID(7, 3));
    private static final Connection.Id WITHOUT = new Connection.Id(new UUID(7, 4));
    private static final String URL = "https://client.example/connected";

    @Test
    void where_browsers_go_after_a_consent_is_kept_on_h2() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("portolan-upgrade");
        redirectsAreKept(OnH2.url(directory), "portolan", "h2", directory);
    }

    @Test
    void where_browsers_go_after_a_consent_is_kept_on_postgresql() throws IOException, SQLException {
        redirectsAreKept(
                OnPostgres.newDatabase(), "postgres", "postgresql", Files.createTempDirectory("portolan-upgrade"));
    }

    private static void redirectsAreKept(String url, String user, String kind, Path data) throws SQLException {
        Flyway.configure()
                .dataSource(url, user, "")
                .locations("classpath:db/common", "classpath:db/" + kind)
                .target("18")
                .load()
                .migrate();
        try (java.sql.Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            fill(statement);
        }
        try (TestDatabase database = TestDatabase.open(url, user, data)) {
            assertEquals(
                    Map.of(WITH, URL),
                    database.stores().authorizations().redirects(ORGANIZATION, Set.of(WITH, WITHOUT)));
            assertEquals(
                    2L,
                    Set.of(WITH, WITHOUT).stream()
                            .filter(id -> database.stores()
                                    .connections()
                                    .find(ORGANIZATION, id)
                                    .isPresent())
                            .count());
        }
    }

    private static void fill(Statement statement) throws SQLException {
        UUID organization = ORGANIZATION.value();
        UUID collection = new UUID(7, 2);
        statement.execute("insert into organization values ('%s', 'acme', 'Acme', now())".formatted(organization));
        statement.execute("insert into collection (id, organization_id, slug, name, created_at, updated_at)"
                + " values ('%s', '%s', 'docs', 'Docs', now(), now())".formatted(collection, organization));
        for (Connection.Id id : Set.of(WITH, WITHOUT)) {
            statement.execute("""
                    insert into connection (id, organization_id, collection_id, provider, name, settings, settings_version,
                        status, enabled, created_by, created_at, updated_at)
                    values ('%s', '%s', '%s', 'box', 'Box', '{}', 1, 'ACTIVE', true, '%s', now(), now())""".formatted(id.value(), organization, collection, organization));
        }
        statement.execute(
                "insert into connection_redirect (connection_id, organization_id, url) values ('%s', '%s', '%s')"
                        .formatted(WITH.value(), organization, URL));
    }
}
