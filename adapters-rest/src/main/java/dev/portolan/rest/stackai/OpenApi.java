package dev.portolan.rest.stackai;

import io.micronaut.openapi.annotation.OpenAPIGroupInfo;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/**
 * What the description of this dialect says before its routes. Records whose fields are renamed have no {@code @Schema} name of
 * their own: the processor would add a field of that name to them.
 */
@OpenAPIGroupInfo(
        names = "stackai",
        info =
                @OpenAPIDefinition(
                        info =
                                @Info(
                                        title = "Portolan, as StackAI's connections API",
                                        version = "1",
                                        description =
                                                "What the published document does not have is marked x-portolan-extension; so are the shapes that it leaves open."),
                        security = @SecurityRequirement(name = "key")),
        securitySchemes =
                @SecurityScheme(
                        name = "key",
                        type = SecuritySchemeType.HTTP,
                        scheme = "bearer",
                        description = "An API key, or the access token of a user"))
final class OpenApi {
    private OpenApi() {}
}
