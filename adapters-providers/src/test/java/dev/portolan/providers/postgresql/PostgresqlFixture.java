package dev.portolan.providers.postgresql;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Resource;
import dev.portolan.providers.Fixture;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;

/** A table with a row for each document. */
final class PostgresqlFixture implements Fixture {

    private final TestDatabase database = TestDatabase.create();
    private final java.sql.Connection connection = database.connect();

    PostgresqlFixture() {
        TestDatabase.run(connection, "CREATE TABLE documents (name text PRIMARY KEY, body text NOT NULL)");
    }

    @Override
    public Connector connector() {
        return new PostgresqlConnector(TestDatabase.LOOPBACK);
    }

    @Override
    public Connector.Binding binding() {
        return database.binding("textColumns", List.of("body"));
    }

    @Override
    public void write(String name, byte[] content) {
        update(
                "INSERT INTO documents (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body",
                name,
                text(content));
    }

    @Override
    public void remove(String name) {
        update("DELETE FROM documents WHERE name = ?", name);
    }

    @Override
    public byte[] fetched(String name, byte[] written) {
        String body = text(written);
        boolean line = body.length() <= 200 && body.lines().count() < 2 && !body.endsWith("\n");
        String heading = ("documents " + name).strip().replaceAll("\\s+", " ");
        String title = heading.length() > 250 ? heading.substring(0, 249) + "…" : heading;
        String rest = line ? "- body: " + body + "\n" : "## body\n\n" + body + "\n";
        return ("# " + title + "\n\n" + rest).getBytes(StandardCharsets.UTF_8);
    }

    /** What is no text is kept as such. */
    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException binary) {
            return Base64.getEncoder().encodeToString(content);
        }
    }

    @Override
    public Resource.Id id(String name) {
        return new Resource.Id("public.documents:" + Texts.write(List.of(name)));
    }

    private void update(String sql, String... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        database.close();
    }
}
