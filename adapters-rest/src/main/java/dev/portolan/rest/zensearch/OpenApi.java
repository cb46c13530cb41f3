package dev.portolan.rest.zensearch;

import io.micronaut.openapi.annotation.OpenAPIGroupInfo;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** What the description of this dialect says before its routes. */
@OpenAPIGroupInfo(
        names = "zensearch",
        info =
                @OpenAPIDefinition(
                        info =
                                @Info(
                                        title = "Portolan, as zensearch's connectors API",
                                        version = "1",
                                        description =
                                                "What the published document does not have is marked x-portolan-extension."),
                        security = {@SecurityRequirement(name = "key"), @SecurityRequirement(name = "zensearchKey")}),
        securitySchemes = {
            @SecurityScheme(
                    name = "key",
                    type = SecuritySchemeType.HTTP,
                    scheme = "bearer",
                    description = "An API key"),
            @SecurityScheme(
                    name = "zensearchKey",
                    type = SecuritySchemeType.APIKEY,
                    in = SecuritySchemeIn.HEADER,
                    paramName = ZenSearchKeys.HEADER,
                    description = "The same, where zensearch's clients send it")
        })
final class OpenApi {
    private OpenApi() {}
}
