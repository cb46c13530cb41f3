package dev.portolan.rest.zensearch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure on the wire. */
@OnTheWire
@Schema(name = "Error")
record ErrorJson(Body error, Meta meta) {

    @OnTheWire
    @Schema(name = "ErrorBody")
    record Body(
            String code,
            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Details details) {}

    @OnTheWire
    @Schema(name = "ErrorMeta")
    record Meta(String requestId) {}

    /**
     * @param jobId the job that is in the way
     * @param fields each field or parameter that is wrong
     */
    @OnTheWire
    @Schema(name = "ErrorDetails")
    record Details(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String jobId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Wrong> fields) {

        static Details of(Refusal.SyncInProgress refusal) {
            return new Details(Ids.job(refusal.run()), null);
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
    @Schema(name = "ErrorField")
    record Wrong(String field, String reason) {}
}
