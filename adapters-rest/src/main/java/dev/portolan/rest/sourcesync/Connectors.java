package dev.portolan.rest.sourcesync;

import dev.portolan.application.Catalog;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Connectors as sourcesync names them: our providers, in capitals. */
@Singleton
final class Connectors {

    static final String FIELD = "connector";

    private final Catalog catalog;

    Connectors(Catalog catalog) {
        this.catalog = catalog;
    }

    static String name(Provider.Id id) {
        return id.value().toUpperCase(Locale.ROOT);
    }

    /** Any that this server has. */
    Provider named(String connector) {
        return find(connector)
                .orElseThrow(() -> new Refusal.InvalidInput(FIELD, "must be one of " + names(provider -> true)));
    }

    /** One whose users consent in the browser. */
    Provider consenting(String connector) {
        Provider provider = find(connector)
                .orElseThrow(() -> new Refusal.InvalidInput(
                        FIELD, "must be one of " + names(each -> each.oauth().isPresent())));
        if (provider.oauth().isEmpty()) {
            throw new Refusal.InvalidInput(
                    FIELD,
                    "is connected by keys, not in the browser: make and change such a connection with"
                            + " /portolan/v1/connections, ballast's /api/v1/source-connections, zensearch's"
                            + " /v1/connectors or stackai's /connections");
        }
        return provider;
    }

    boolean consents(Provider.Id id) {
        return catalog.known(id).flatMap(Provider::oauth).isPresent();
    }

    private Optional<Provider> find(String connector) {
        return catalog.providers().stream()
                .filter(provider -> name(provider.id()).equals(connector))
                .findFirst();
    }

    private String names(Predicate<Provider> condition) {
        return catalog.providers().stream()
                .filter(condition)
                .map(provider -> name(provider.id()))
                .collect(Collectors.joining(", "));
    }
}
