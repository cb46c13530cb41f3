package dev.portolan.rest;

import dev.portolan.domain.Refusal;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;

/** The OpenAPI documents that were written while compiling: of our own API, and of each dialect. */
@Hidden
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class OpenApiController {

    private static final String YAML = "application/yaml";
    private static final String WRITTEN = "META-INF/swagger/%s.yml";

    @Get(value = "/openapi.yml", produces = YAML)
    HttpResponse<byte[]> ours() {
        return document("portolan");
    }

    @Get(value = "/openapi/{dialect:[a-z]+}.yml", produces = YAML)
    HttpResponse<byte[]> ofDialect(String dialect) {
        return document(dialect);
    }

    private static HttpResponse<byte[]> document(String name) {
        return Resources.answer(WRITTEN.formatted(name), YAML)
                .orElseThrow(() -> new Refusal.NotFound("OpenAPI document", name));
    }
}
