package dev.portolan.rest.sourcesync;

import dev.portolan.domain.Connection;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.Dialect;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;

/** Failures as SourceSync words them: {@code {success: false, message, error: {code, message, details?: {reason}}}}. */
@Singleton
final class SourceSyncDialect implements Dialect {

    static final String NAME = "sourcesync";
    static final String CONNECTIONS = "/v1/connections";
    static final String NAMESPACES = "/v1/namespaces";
    static final String REVOKE = "/revoke";

    static final String INVALID_REQUEST = "INVALID_REQUEST";
    static final String NAMESPACE_NOT_FOUND = "NAMESPACE_NOT_FOUND";
    static final String CONNECTION_NOT_FOUND = "CONNECTION_NOT_FOUND";
    static final String CREATE_FAILED = "CREATE_CONNECTION_FAILED";
    static final String FETCH_FAILED = "FETCH_CONNECTIONS_FAILED";
    static final String UPDATE_FAILED = "UPDATE_CONNECTION_FAILED";
    static final String REVOKE_FAILED = "REVOKE_CONNECTION_FAILED";

    private static final String NO_CONNECTION = "";

    @Override
    public boolean speaks(String path) {
        return Dialect.under(path, CONNECTIONS) || Dialect.under(path, NAMESPACES);
    }

    @Override
    public Reply refused(Refusal refusal, String requestId, Tried tried) {
        String operation = operation(tried);
        boolean aboutConnections = !operation.equals(NO_CONNECTION);
        return switch (refusal) {
            case Refusal.NotFound r -> reply(HttpStatus.NOT_FOUND, notFound(r), inItsWords(r));
            case Refusal.Forbidden r -> reply(HttpStatus.FORBIDDEN, "FORBIDDEN", r.message());
            case Refusal.InvalidCredentials r -> reply(HttpStatus.UNAUTHORIZED, "UNAUTHORIZED", r.message());
            // Of connections nothing can be in the way but that nobody has registered us with their provider.
            case Refusal.Conflict r when aboutConnections -> reply(HttpStatus.BAD_REQUEST, operation, r.message());
            case Refusal.Conflict r -> reply(HttpStatus.CONFLICT, "CONFLICT", inItsWords(r));
            case Refusal.SyncInProgress r -> reply(HttpStatus.CONFLICT, "CONFLICT", r.message());
            case Refusal.Gone r -> reply(HttpStatus.GONE, "GONE", r.message());
            case Refusal.InvalidInput r ->
                reply(
                        HttpStatus.BAD_REQUEST,
                        INVALID_REQUEST,
                        r.inWords(SourceSyncDialect::word).message());
            case Refusal.Unavailable r ->
                reply(unavailable(r.failure()), aboutConnections ? operation : "UNAVAILABLE", r.message());
        };
    }

    /** 503, not 429: it is the provider who limits, and not this caller's pace that must change. */
    private static HttpStatus unavailable(ProviderFailure failure) {
        return failure instanceof ProviderFailure.RateLimited ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_GATEWAY;
    }

    @Override
    public Reply failed(HttpStatus status, String message, String requestId, Tried tried) {
        String operation = operation(tried);
        String code = switch (status) {
            case INTERNAL_SERVER_ERROR -> operation.equals(NO_CONNECTION) ? "INTERNAL_ERROR" : operation;
            case REQUEST_ENTITY_TOO_LARGE -> "PAYLOAD_TOO_LARGE";
            default -> status.name();
        };
        return reply(status, code, message);
    }

    @Override
    public Reply refused(Refusal refusal, String requestId) {
        return refused(refusal, requestId, new Tried("", NAMESPACES));
    }

    @Override
    public Reply failed(HttpStatus status, String message, String requestId) {
        return failed(status, message, requestId, new Tried("", NAMESPACES));
    }

    @Override
    public boolean began(String dialect) {
        return dialect.equals(NAME);
    }

    @Override
    public String rendered(Connection.Id id) {
        return Ids.connection(id);
    }

    /** The code of what was tried with connections. */
    private static String operation(Tried tried) {
        if (!Dialect.under(tried.path(), CONNECTIONS)) {
            return NO_CONNECTION;
        }
        return switch (tried.method()) {
            case "GET", "HEAD" -> FETCH_FAILED;
            case "PATCH" -> UPDATE_FAILED;
            case "POST" -> tried.path().endsWith(REVOKE) ? REVOKE_FAILED : CREATE_FAILED;
            default -> NO_CONNECTION;
        };
    }

    private static String notFound(Refusal.NotFound refusal) {
        return switch (refusal.what()) {
            case "collection" -> NAMESPACE_NOT_FOUND;
            case "connection" -> CONNECTION_NOT_FOUND;
            default -> HttpStatus.NOT_FOUND.name();
        };
    }

    /** What the core calls a collection is a namespace here. */
    private static String inItsWords(Refusal refusal) {
        return refusal.message().replaceFirst("collection '", "namespace '");
    }

    /** What the core calls a slug is an identifier here. */
    private static String word(String field) {
        return field.equals("slug") ? "identifier" : field;
    }

    private static Reply reply(HttpStatus status, String code, String reason) {
        return Reply.json(status, ErrorJson.of(code, reason));
    }
}
