package dev.portolan.rest.stackai;

import dev.portolan.application.Answers;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Failures on the wire, as FastAPI words them: a text, or a list of everything that is wrong. */
final class ErrorJson {

    /** Problems of parameters that nobody else names so carry this before their name. */
    static final String QUERY = "query.";

    /** What is a parameter wherever it is named; all else is a field of the body. */
    private static final Set<String> PARAMETERS = Set.of(
            "limit",
            "offset",
            "page_size",
            "cursor",
            "query",
            "resource_id",
            "resource_ids",
            "refresh_oauth_tokens",
            "connection_provider",
            "sort_by",
            "sort_dir",
            "code",
            "state",
            "error",
            "redirect_uri");

    private ErrorJson() {}

    @OnTheWire
    @Schema(name = "ErrorDetail")
    record Told(String detail) {}

    @OnTheWire
    @Schema(name = "HTTPValidationError")
    record Invalid(List<Wrong> detail) {

        static Invalid of(Refusal.InvalidInput refusal) {
            return new Invalid(refusal.problems().stream().map(Wrong::of).toList());
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param loc where: {@code body} or {@code query}, and the names that lead there
     */
    @OnTheWire
    @Schema(name = "ValidationError")
    record Wrong(List<String> loc, String msg, String type) {

        private static Wrong of(Refusal.InvalidInput.Problem problem) {
            return new Wrong(place(problem.field()), problem.reason(), kind(problem));
        }
    }

    private static List<String> place(String field) {
        if (field.startsWith(QUERY)) {
            return List.of("query", field.substring(QUERY.length()));
        }
        if (field.equals(Answers.HEADER)) {
            return List.of("header", field);
        }
        // What the core calls a page's start is a cursor here.
        String named = field.equals("after") ? "cursor" : field;
        if (PARAMETERS.contains(named)) {
            return List.of("query", named);
        }
        List<String> place = new ArrayList<>(List.of("body"));
        if (!named.isEmpty()) {
            place.addAll(Arrays.asList(named.split("\\.", -1)));
        }
        return place;
    }

    /** FastAPI's own words, where it has one. */
    private static String kind(Refusal.InvalidInput.Problem problem) {
        String reason = problem.reason();
        return switch (reason) {
            case "is required", "The request needs a body: a JSON object" -> "missing";
            case "must be a text" -> "string_type";
            case "must be a JSON object", "The body must be a JSON object" -> "dict_type";
            case "must be a list of texts" -> "list_type";
            case "must be true or false" -> "bool_parsing";
            case "must be a whole number" -> "int_parsing";
            default ->
                reason.startsWith("The body is no valid JSON")
                        ? "json_invalid"
                        : reason.startsWith("must be one of ") ? "enum" : "value_error";
        };
    }
}
