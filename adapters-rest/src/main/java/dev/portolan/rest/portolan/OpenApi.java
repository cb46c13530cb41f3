package dev.portolan.rest.portolan;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** What the description of our own API says before its routes. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Portolan",
                        version = "1",
                        description = "Connections to document sources, and a current copy of their documents.",
                        license = @License(name = "Apache-2.0")),
        security = @SecurityRequirement(name = "key"))
@SecurityScheme(name = "key", type = SecuritySchemeType.HTTP, scheme = "bearer", description = "An API key")
final class OpenApi {
    private OpenApi() {}
}
