package dev.portolan.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import javax.sql.DataSource;

/** The least that an authenticated GET can be: a digest, one row by its key, JSON. */
@Controller
@Requires(property = Limit.PROPERTY)
final class LimitController {

    private static final String QUERY =
            "select id, provider, name, status, settings, created_at from connection where id = ?";

    private final DataSource source;
    private final byte[] known;
    private final ObjectMapper mapper = new ObjectMapper();

    LimitController(DataSource source, @Property(name = Limit.PROPERTY) String key) {
        this.source = source;
        this.known = digest(key);
    }

    record Row(String id, String provider, String name, String status, String settings, String createdAt) {}

    @Get("/connections/{id}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> connection(UUID id, @Header("Authorization") String authorization)
            throws SQLException, JsonProcessingException {
        if (!authorization.startsWith("Bearer ") || !MessageDigest.isEqual(known, digest(authorization.substring(7)))) {
            return HttpResponse.unauthorized();
        }
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setObject(1, id);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? HttpResponse.ok(mapper.writeValueAsBytes(row(result))) : HttpResponse.notFound();
            }
        }
    }

    private static Row row(ResultSet result) throws SQLException {
        return new Row(
                result.getObject(1, UUID.class).toString(),
                result.getString(2),
                result.getString(3),
                result.getString(4),
                result.getString(5),
                result.getObject(6, OffsetDateTime.class).toString());
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
