package dev.portolan.rest;

import dev.portolan.domain.Refusal;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;

/** The reference page, all of whose parts are in the jar. {@link LoopbackGate} says who may read it. */
@Hidden
@Controller("/docs")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DocsController {

    private static final String OURS = "dev/portolan/rest/docs/";
    private static final String SWAGGER_UI = "META-INF/swagger/views/swagger-ui/res/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final String NOTHING_FROM_ELSEWHERE =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'";

    private static final Map<String, Part> PARTS = Map.of(
            "start.js", new Part(OURS + "start.js", SCRIPT),
            "swagger-ui-bundle.js", new Part(SWAGGER_UI + "swagger-ui-bundle.js", SCRIPT),
            "swagger-ui.css", new Part(SWAGGER_UI + "swagger-ui.css", "text/css; charset=utf-8"));

    private record Part(String resource, String mediaType) {}

    @Get(produces = MediaType.TEXT_HTML)
    HttpResponse<byte[]> page() {
        return Resources.answer(OURS + "index.html", "text/html; charset=utf-8")
                .orElseThrow()
                .header("Content-Security-Policy", NOTHING_FROM_ELSEWHERE);
    }

    @Get(value = "/{part}", produces = MediaType.ALL)
    HttpResponse<byte[]> part(String part) {
        Part found = PARTS.get(part);
        if (found == null) {
            throw new Refusal.NotFound("page", part);
        }
        return Resources.answer(found.resource(), found.mediaType()).orElseThrow();
    }
}
