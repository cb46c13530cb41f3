package dev.portolan.rest.stackai;

import dev.portolan.application.Catalog;
import dev.portolan.domain.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names by which StackAI knows providers, and the one way in which each is connected. */
@Singleton
final class Types {

    /** Where its name is not ours. */
    private static final Map<String, String> SHORT = Map.of("google_drive", "gdrive", "postgresql", "postgres");

    private final Catalog catalog;

    Types(Catalog catalog) {
        this.catalog = catalog;
    }

    List<Provider> providers() {
        return catalog.providers();
    }

    Provider provider(Provider.Id id) {
        return catalog.provider(id);
    }

    /** By the name that a client gives. */
    Optional<Provider> find(String providerId) {
        return catalog.providers().stream()
                .filter(provider -> providerId(provider.id()).equals(providerId))
                .findFirst();
    }

    /** One that nobody will see, in place of one that is not known. */
    Provider any() {
        return catalog.providers().getFirst();
    }

    String known() {
        return String.join(
                ", ",
                catalog.providers().stream()
                        .map(provider -> providerId(provider.id()))
                        .sorted()
                        .toList());
    }

    static String providerId(Provider.Id id) {
        return SHORT.getOrDefault(id.value(), id.value());
    }

    /** {@code oauth2} where the user consents in the browser, {@code credentials} where keys are typed in. */
    static String connectionType(Provider provider) {
        return provider.oauth().isPresent() ? "oauth2" : "credentials";
    }

    static String connectionTypeId(Provider provider) {
        return providerId(provider.id()) + "_" + connectionType(provider);
    }
}
