package dev.portolan.bench;

import dev.portolan.program.Client;
import dev.portolan.program.Consent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections of one organization to be asked for. Two are made as users make them, one with keys and one by a consent; all
 * others are copies of these, made by a few statements in seconds: of the keys' one a half, of the other one 50 in a collection
 * {@code fifty}, one in each of some libraries, and the rest beside the first. Copies share the credential of what they were
 * copied from.
 */
final class ApiSeed {

    static final String FIFTY = "fifty";

    private static final int PAGE = 50;

    private final String url;
    private final int connections;

    ApiSeed(String url, int connections) {
        this.url = url;
        this.connections = Math.max(connections, 10 * PAGE);
    }

    void fill(Client client) throws SQLException {
        String keys = client.connect(
                "Tables",
                "postgresql",
                "{\"host\":\"db.example.com\",\"port\":5432,\"database\":\"sales\",\"tables\":[\"orders\",\"customers\"]}",
                "{\"username\":\"reader\",\"password\":\"correct horse battery\"}");
        String consent = Consent.connected(client);
        int libraries = connections / 100;
        int half = connections / 2;
        execute(
                """
                CREATE FUNCTION at_position(i bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
                SELECT (lpad(to_hex(1700000000000 + i), 12, '0') || '7' || substr(md5(i::text), 1, 3)
                        || '8' || substr(md5(i::text), 4, 15))::uuid $$""",
                """
                INSERT INTO collection (id, organization_id, slug, name, created_at, updated_at)
                SELECT at_position(i), organization_id, CASE i WHEN 0 THEN '%s' ELSE 'library-' || i END, 'Library ' || i,
                       created_at, updated_at
                  FROM collection, generate_series(0, %d) i WHERE slug = 'default'""".formatted(FIFTY, libraries),
                """
                INSERT INTO oauth_choice (collection_id, organization_id, app_id)
                SELECT n.id, n.organization_id, g.app_id FROM collection n, oauth_grant g WHERE n.slug LIKE 'library-%'""",
                copies(keys, "'default'", 1, half),
                copies(consent, "'" + FIFTY + "'", half + 1, half + PAGE),
                copies(
                        consent,
                        "'library-' || (i - %d)".formatted(half + PAGE),
                        half + PAGE + 1,
                        half + PAGE + libraries),
                copies(consent, "'default'", half + PAGE + libraries + 1, connections - 2),
                """
                INSERT INTO access_grant (connection_id, subject_id, organization_id, user_id, role)
                SELECT id, created_by, organization_id, created_by, 'ADMIN' FROM connection ON CONFLICT DO NOTHING""",
                """
                UPDATE connection SET redirect_url = 'https://app.example.com/connected' WHERE provider = 'box'""",
                "VACUUM ANALYZE",
                "CHECKPOINT");
    }

    private static String copies(String of, String slug, int first, int last) {
        return """
                INSERT INTO connection (id, organization_id, collection_id, provider, name, settings, settings_version,
                                        credential_id, status, account, enabled, created_by, created_at, updated_at)
                SELECT at_position(i), c.organization_id, n.id, c.provider, c.name || ' ' || i, c.settings,
                       c.settings_version, c.credential_id, c.status, c.account, c.enabled, c.created_by,
                       to_timestamp((1700000000000 + i) / 1000.0), to_timestamp((1700000000000 + i) / 1000.0)
                  FROM connection c, generate_series(%d, %d) i
                  JOIN collection n ON n.slug = %s
                 WHERE c.id = '%s'""".formatted(first, last, slug, of);
    }

    /** Of connections with keys, in no order. */
    List<String> withKeys(int most) throws SQLException {
        return texts("SELECT id FROM connection WHERE provider = 'postgresql' ORDER BY md5(id::text) LIMIT " + most);
    }

    /** Of those that were consented to, in the collection {@code default}. */
    List<String> consented(int most) throws SQLException {
        return texts("""
                SELECT c.id FROM connection c JOIN collection n ON n.id = c.collection_id AND n.slug = 'default'
                WHERE c.provider = 'box' ORDER BY md5(c.id::text) LIMIT %d""".formatted(most));
    }

    /** The slugs of libraries. */
    List<String> libraries() throws SQLException {
        return texts("SELECT slug FROM collection WHERE slug LIKE 'library-%' ORDER BY id");
    }

    /** The connection of each library, in the same order. */
    List<String> ofLibraries() throws SQLException {
        return texts("""
                SELECT c.id FROM connection c JOIN collection n ON n.id = c.collection_id
                WHERE n.slug LIKE 'library-%' ORDER BY n.id""");
    }

    /** The last one on the first page of all, and on that of {@link #FIFTY}: whoever lists 50 must come to it. */
    String fiftieth() throws SQLException {
        return texts("SELECT id FROM connection ORDER BY id DESC LIMIT 1 OFFSET 49")
                .getFirst();
    }

    String lastOfFifty() throws SQLException {
        return texts("""
                SELECT c.id FROM connection c JOIN collection n ON n.id = c.collection_id
                WHERE n.slug = 'fifty' ORDER BY c.id LIMIT 1""").getFirst();
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                texts.add(result.getString(1));
            }
        }
        return texts;
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
