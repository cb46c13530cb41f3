package dev.portolan.rest.portolan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type names the kind of problem, stable
 * @param requestId finds the request in the log
 * @param errors each field or parameter that is wrong
 * @param syncId the run that is in the way
 */
@OnTheWire
@Schema(name = "Problem")
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String requestId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Wrong> errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID syncId) {

    /**
     * @param field its path in the body, or a parameter's name
     * @param reason what is wrong, and what would be right
     */
    @OnTheWire
    @Schema(name = "FieldProblem")
    record Wrong(String field, String reason) {
        /** Null where nothing but the request as a whole is wrong. */
        static @Nullable List<Wrong> of(Refusal.InvalidInput refusal) {
            List<Wrong> fields = refusal.problems().stream()
                    .filter(problem -> !problem.field().isEmpty())
                    .map(problem -> new Wrong(problem.field(), problem.reason()))
                    .toList();
            return fields.isEmpty() ? null : fields;
        }
    }
}
