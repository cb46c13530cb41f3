package dev.portolan.rest.informer;

import io.micronaut.openapi.annotation.OpenAPIGroupInfo;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** What the description of this dialect says before its routes. */
@OpenAPIGroupInfo(
        names = "informer",
        info =
                @OpenAPIDefinition(
                        info =
                                @Info(
                                        title = "Portolan, as informer's library integrations API",
                                        version = "1",
                                        description =
                                                "What the published document does not have is marked x-portolan-extension."),
                        security = @SecurityRequirement(name = "key")),
        securitySchemes =
                @SecurityScheme(
                        name = "key",
                        type = SecuritySchemeType.HTTP,
                        scheme = "bearer",
                        description = "An API key"))
final class OpenApi {
    private OpenApi() {}
}
