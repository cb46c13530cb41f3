package dev.portolan.rest.ballast;

import dev.portolan.application.Catalog;
import dev.portolan.domain.Provider;
import dev.portolan.rest.ballast.SourcesJson.Details;
import dev.portolan.rest.ballast.SourcesJson.DetailsAnswer;
import dev.portolan.rest.ballast.SourcesJson.ListAnswer;
import dev.portolan.rest.ballast.SourcesJson.Source;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The catalogue, as sources that can be connected. */
@Controller(BallastDialect.SOURCES)
@BallastRoutes
@Tag(name = "Sources")
final class SourcesController {

    private final Catalog catalog;

    SourcesController(Catalog catalog) {
        this.catalog = catalog;
    }

    /** All sources. */
    @Get
    ListAnswer listSources() {
        return new ListAnswer(true, catalog.providers().stream().map(Source::of).toList());
    }

    /** One source, and the fields that its connections need. */
    @Get("/{shortName}")
    DetailsAnswer getSource(String shortName) {
        return new DetailsAnswer(true, Details.of(catalog.provider(new Provider.Id(shortName))));
    }
}
