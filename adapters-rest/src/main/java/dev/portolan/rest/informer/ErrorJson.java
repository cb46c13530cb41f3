package dev.portolan.rest.informer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Ours;
import io.micronaut.http.HttpStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A failure on the wire.
 *
 * @param error the status in words
 */
@OnTheWire
@Schema(name = "LibraryFailure")
record ErrorJson(
        int statusCode,
        String error,
        String message,

        @Ours @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Details details) {

    /**
     * @param syncId the sync that is in the way
     * @param fields each field or parameter that is wrong
     */
    @OnTheWire
    @Schema(name = "LibraryFailureDetails")
    record Details(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID syncId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Wrong> fields) {}

    @OnTheWire
    @Schema(name = "LibraryFailureField")
    record Wrong(String field, String reason) {}

    static ErrorJson of(HttpStatus status, String message) {
        return new ErrorJson(status.getCode(), status.getReason(), message, null);
    }

    private static ErrorJson of(HttpStatus status, String message, Details details) {
        return new ErrorJson(status.getCode(), status.getReason(), message, details);
    }

    /** In this dialect's words for things. */
    static ErrorJson of(Refusal.NotFound refusal) {
        return of(
                HttpStatus.NOT_FOUND,
                switch (refusal.what()) {
                    case "collection" -> named(refusal, "library");
                    case "app" -> named(refusal, "integration");
                    default -> refusal.message();
                });
    }

    private static String named(Refusal.NotFound refusal, String word) {
        return refusal.message().replaceFirst(" " + refusal.what() + " ", " " + word + " ");
    }

    static ErrorJson of(Refusal.SyncInProgress refusal) {
        UUID run = refusal.run().value();
        return of(
                HttpStatus.CONFLICT,
                "Sync " + run + " of this library is in progress; wait for it, or ask with the progress id that it was"
                        + " started with",
                new Details(run, null));
    }

    static ErrorJson of(Refusal.InvalidInput refusal) {
        List<Wrong> fields = refusal.problems().stream()
                .filter(problem -> !problem.field().isEmpty())
                .map(problem -> new Wrong(problem.field(), problem.reason()))
                .toList();
        return fields.isEmpty()
                ? of(HttpStatus.BAD_REQUEST, refusal.message())
                : of(HttpStatus.BAD_REQUEST, refusal.message(), new Details(null, fields));
    }
}
