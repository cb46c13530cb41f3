package dev.portolan.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.program.Client;
import dev.portolan.program.Consent;
import dev.portolan.program.Program;
import dev.portolan.providers.oauth.RotatingProvider;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often who asks for a connection waits for the database. */
class QueriesTest {

    /** Often enough that nothing of what the server does by itself happens as often meanwhile. */
    private static final int TIMES = 100;

    private static final String URL = EmbeddedDatabase.inMemory("queries");

    @TempDir
    private Path data;

    @Test
    void a_connection_is_shown_after_one_query_for_who_asks_and_one_for_it_in_every_dialect() throws Exception {
        try (RotatingProvider provider = new RotatingProvider();
                Server server = Server.start(Map.of(), properties(provider));
                Connection database = DriverManager.getConnection(URL, "portolan", "")) {
            Client client = new Client(server.address(), Program.KEY);
            Map<String, String> gets = gets(client);
            Map<String, Integer> queries = new HashMap<>();
            for (Map.Entry<String, String> get : gets.entrySet()) {
                queries.put(get.getKey(), queries(database, client, get.getValue()));
            }
            Map<String, Integer> two = new HashMap<>();
            gets.keySet().forEach(dialect -> two.put(dialect, 2));
            assertEquals(two, queries);
        }
    }

    private Map<String, Object> properties(RotatingProvider provider) {
        Map<String, Object> properties = new HashMap<>(provider.properties());
        properties.put("portolan.port", 0);
        properties.put("portolan.data", data);
        properties.put("portolan.database.url", URL);
        properties.put("portolan.admin.key", Program.KEY);
        properties.put("portolan.network.allow", "127.0.0.0/8,::1/128");
        return properties;
    }

    /** Of each dialect, the path of a connection. */
    private static Map<String, String> gets(Client client) {
        String keys = client.connect(
                "Tables",
                "postgresql",
                "{\"host\":\"db.example.com\",\"database\":\"sales\"}",
                "{\"username\":\"reader\",\"password\":\"secret\"}");
        String consented = Consent.connected(client);
        client.send("PUT", "/api/libraries/default/integration", "{\"integrationId\":\"%s\"}".formatted(app(client)));
        Map<String, String> gets = new LinkedHashMap<>();
        gets.put("portolan", "/portolan/v1/connections/" + keys);
        gets.put("sourcesync", "/v1/connections/" + consented + "?namespaceId=default");
        gets.put("ballast", "/api/v1/source-connections/" + keys);
        gets.put("stackai", "/connections/" + keys);
        gets.put("zensearch", "/v1/connectors/" + keys);
        gets.put("informer", "/api/libraries/default/connection");
        return gets;
    }

    private static String app(Client client) {
        return String.valueOf(client.all("apps").getFirst().get("id"));
    }

    /** How many statements were executed for each of many requests. */
    private static int queries(Connection database, Client client, String path) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("SET QUERY_STATISTICS FALSE");
            statement.execute("SET QUERY_STATISTICS TRUE");
            for (int i = 0; i < TIMES; i++) {
                assertEquals(200, client.get(path).status(), path);
            }
            try (ResultSet result = statement.executeQuery(
                    "SELECT coalesce(sum(execution_count), 0) FROM information_schema.query_statistics"
                            + " WHERE execution_count >= " + TIMES)) {
                result.next();
                return result.getInt(1) / TIMES;
            }
        }
    }
}
