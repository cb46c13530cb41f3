package dev.portolan.rest.stackai;

import io.micronaut.openapi.annotation.OpenAPIGroupInfo;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** What the description of this dialect says before its routes. */
@OpenAPIGroupInfo(
        names = "stackai",
        info =
                @OpenAPIDefinition(
                        info =
                                @Info(
                                        title = "Portolan, as StackAI's connections API",
                                        version = "1",
                                        description =
                                                "Beyond the published document: what a health check tells, the shape of a page of connections and its operators, and the parameters state and redirect_uri of the OAuth routes."),
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
