package dev.portolan.rest.sourcesync;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A failure on the wire. */
@OnTheWire
@Schema(name = "NamespaceFailure")
record ErrorJson(boolean success, String message, Body error) {

    /** What the published document says of its codes. */
    private static final Map<String, String> DESCRIPTIONS = Map.of(
            SourceSyncDialect.INVALID_REQUEST, "Missing or invalid request parameters",
            SourceSyncDialect.NAMESPACE_NOT_FOUND, "Specified namespace does not exist",
            SourceSyncDialect.CONNECTION_NOT_FOUND, "Specified connection does not exist",
            SourceSyncDialect.CREATE_FAILED, "Failed to create connection",
            SourceSyncDialect.FETCH_FAILED, "Failed to fetch connections",
            SourceSyncDialect.UPDATE_FAILED, "Failed to update connection",
            SourceSyncDialect.REVOKE_FAILED, "Failed to revoke connection");

    @OnTheWire
    @Schema(name = "NamespaceFailureBody")
    record Body(
            String code,
            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Details details) {}

    /** @param reason what exactly was wrong, each field or parameter by its name */
    @OnTheWire
    @Schema(name = "NamespaceFailureDetails")
    record Details(String reason) {}

    /** @param reason the message itself, where the document says nothing of the code */
    static ErrorJson of(String code, String reason) {
        String description = DESCRIPTIONS.get(code);
        return description == null
                ? new ErrorJson(false, reason, new Body(code, reason, null))
                : new ErrorJson(false, description, new Body(code, description, new Details(reason)));
    }
}
