package dev.portolan.rest;

import dev.portolan.domain.Refusal;
import dev.portolan.domain.Refusal.InvalidInput.Problem;
import dev.portolan.domain.Storable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Text that no database keeps, in a query or a body: refused by the name of its field, before anybody stores or looks for it. */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class UnstorableText implements Ordered {

    private static final String REASON = "must have no NUL and no half of a character in it";

    private final Failures failures;

    UnstorableText(Failures failures) {
        this.failures = failures;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    /** Of a query. An id in a path that could not be stored is simply unknown. */
    @RequestFilter
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        String query = request.getUri().getRawQuery();
        if (query == null || query.indexOf('%') < 0) {
            // What is not encoded is storable: no URI has a NUL, and no header more than eight bits of a character.
            return null;
        }
        List<Problem> problems = request.getParameters().asMap().entrySet().stream()
                .filter(parameter -> !parameter.getValue().stream().allMatch(Storable::is))
                .map(parameter -> new Problem(Storable.text(parameter.getKey()), REASON))
                .toList();
        return problems.isEmpty() ? null : failures.refused(request, new Refusal.InvalidInput(problems));
    }

    /** Of a parsed body. */
    static void refuse(@Nullable Object json) {
        List<Problem> problems = problems("", json).toList();
        if (!problems.isEmpty()) {
            throw new Refusal.InvalidInput(problems);
        }
    }

    private static Stream<Problem> problems(String path, @Nullable Object json) {
        return switch (json) {
            case String text when !Storable.is(text) -> Stream.of(new Problem(path, REASON));
            case List<?> list ->
                IntStream.range(0, list.size()).boxed().flatMap(at -> problems(path + "." + at, list.get(at)));
            case Map<?, ?> object ->
                object.entrySet().stream()
                        .flatMap(field -> named(path, String.valueOf(field.getKey()), field.getValue()));
            case null, default -> Stream.empty();
        };
    }

    private static Stream<Problem> named(String path, String name, @Nullable Object value) {
        String inner = (path.isEmpty() ? "" : path + ".") + Storable.text(name);
        return Storable.is(name) ? problems(inner, value) : Stream.of(new Problem(inner, REASON));
    }
}
