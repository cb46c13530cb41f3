package dev.portolan.rest.ballast;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure on the wire. */
@OnTheWire
@Schema(name = "SourceFailure")
record ErrorJson(
        boolean success,
        String error,
        String message,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Details details) {

    static ErrorJson of(String code, String message, @Nullable Details details) {
        return new ErrorJson(false, code, message, details);
    }

    /**
     * @param syncId the sync that is in the way
     * @param fields each field or parameter that is wrong
     */
    @OnTheWire
    @Schema(name = "SourceFailureDetails")
    record Details(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String syncId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Wrong> fields) {

        static Details of(Refusal.SyncInProgress refusal) {
            return new Details(Ids.sync(refusal.run()), null);
        }

        /** Null where nothing but the request as a whole is wrong. */
        static @Nullable Details of(Refusal.InvalidInput refusal) {
            List<Wrong> fields = refusal.problems().stream()
                    .filter(problem -> !problem.field().isEmpty())
                    .map(problem -> new Wrong(problem.field(), problem.reason()))
                    .toList();
            return fields.isEmpty() ? null : new Details(null, fields);
        }
    }

    @OnTheWire
    @Schema(name = "SourceFailureField")
    record Wrong(String field, String reason) {}
}
