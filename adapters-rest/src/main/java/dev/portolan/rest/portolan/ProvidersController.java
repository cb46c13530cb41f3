package dev.portolan.rest.portolan;

import dev.portolan.application.Catalog;
import dev.portolan.domain.Provider;
import dev.portolan.rest.portolan.CatalogJson.ProviderList;
import dev.portolan.rest.portolan.CatalogJson.ProviderView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The providers that can be connected. */
@Controller(PortolanApi.MOUNT + "/providers")
@PortolanRoutes
@Tag(name = "Providers")
final class ProvidersController {

    private final Catalog catalog;

    ProvidersController(Catalog catalog) {
        this.catalog = catalog;
    }

    /** All providers, by id. */
    @Get
    ProviderList listProviders() {
        return ProviderList.of(catalog.providers());
    }

    /** One provider, with JSON Schemas of what a connection to it needs. */
    @Get("/{id}")
    ProviderView getProvider(String id) {
        return ProviderView.of(catalog.provider(new Provider.Id(id)));
    }
}
