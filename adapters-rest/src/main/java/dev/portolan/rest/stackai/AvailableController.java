package dev.portolan.rest.stackai;

import dev.portolan.rest.stackai.AvailableJson.Available;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** What can be connected. Open: it is the same for everybody. */
@Controller(StackAiDialect.MOUNT)
@StackAiRoutes
@Secured(SecurityRule.IS_ANONYMOUS)
@Tag(name = "Connections")
final class AvailableController {

    private final Types types;

    AvailableController(Types types) {
        this.types = types;
    }

    /** Every way of connecting to a provider, and what it takes. */
    @Get("/available")
    List<Available> getAvailableConnections() {
        return types.providers().stream().map(Available::of).toList();
    }
}
