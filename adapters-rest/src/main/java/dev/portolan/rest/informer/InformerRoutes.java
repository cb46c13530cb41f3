package dev.portolan.rest.informer;

import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the controllers of this dialect have in common: they may block, and fail in its words. */
@ExecuteOn(TaskExecutors.BLOCKING)
@ApiResponse(
        responseCode = "4XX",
        description = "What was wrong with the request",
        content = @Content(schema = @Schema(implementation = ErrorJson.class)))
@ApiResponse(
        responseCode = "5XX",
        description = "What went wrong here or at the provider",
        content = @Content(schema = @Schema(implementation = ErrorJson.class)))
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface InformerRoutes {}
