package dev.portolan.providers.postgresql;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.util.List;
import java.util.Optional;

/** What an id names: the schema, a table of it ({@code public.orders}), or a row of that ({@code public.orders:[42]}). */
sealed interface Address {

    record OfSchema() implements Address {}

    record OfTable(String table) implements Address {}

    record OfRow(String table, List<String> key) implements Address {}

    /** @throws ProviderFailure.Missing where there is no such thing in this schema */
    static Address of(Resource.Id id, String schema) {
        return Names.parse(id.value())
                .filter(parsed -> parsed.names().getFirst().equals(schema))
                .flatMap(Address::of)
                .orElseThrow(() -> missing(id));
    }

    private static Optional<Address> of(Names.Parsed parsed) {
        if (parsed.names().size() == 1) {
            return parsed.rest().isEmpty() ? Optional.of(new OfSchema()) : Optional.empty();
        }
        if (parsed.names().size() != 2) {
            return Optional.empty();
        }
        String table = parsed.names().getLast();
        return parsed.rest().isEmpty()
                ? Optional.of(new OfTable(table))
                : parsed.rest().flatMap(Texts::read).map(key -> new OfRow(table, key));
    }

    static ProviderFailure missing(Resource.Id id) {
        return new ProviderFailure.Missing("There is no '" + id.value() + "' among what is selected");
    }
}
