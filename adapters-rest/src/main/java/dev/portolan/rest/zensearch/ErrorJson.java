package dev.portolan.rest.zensearch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.domain.Refusal;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure on the wire. */
@Serdeable
@Schema(name = "Error")
record ErrorJson(Body error, Meta meta) {

    @Serdeable
    @Schema(name = "ErrorBody")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(String code, String message, @Nullable Details details) {}

    @Serdeable
    @Schema(name = "ErrorMeta")
    record Meta(String requestId) {}

    /**
     * @param jobId the job that is in the way
     * @param fields each field or parameter that is wrong
     */
    @Serdeable
    @Schema(name = "ErrorDetails")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Details(@Nullable String jobId, @Nullable List<Wrong> fields) {

        static Details of(Refusal.SyncInProgress refusal) {
            return new Details(Ids.job(refusal.run()), null);
        }

        /** Null where nothing but the request as a whole is wrong. */
        static @Nullable Details of(Refusal.InvalidInput refusal) {
            List<Wrong> fields = refusal.problems().stream()
                    .filter(problem -> !problem.field().isEmpty())
                    .map(problem -> new Wrong(word(problem.field()), problem.reason()))
                    .toList();
            return fields.isEmpty() ? null : new Details(null, fields);
        }
    }

    @Serdeable
    @Schema(name = "ErrorField")
    record Wrong(String field, String reason) {}

    static String message(Refusal.InvalidInput refusal) {
        return String.join(
                "; ",
                refusal.problems().stream()
                        .map(problem -> new Refusal.InvalidInput.Problem(word(problem.field()), problem.reason()))
                        .map(Refusal.InvalidInput.Problem::toString)
                        .toList());
    }

    /** What the core calls {@code after}, a page's start, is a cursor here. */
    private static String word(String field) {
        return field.equals("after") ? "cursor" : field;
    }
}
