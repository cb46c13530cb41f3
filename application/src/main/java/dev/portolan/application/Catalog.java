package dev.portolan.application;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The providers that this server can connect, and their connectors. */
public final class Catalog {

    private final SequencedMap<Provider.Id, Connector> connectors = new LinkedHashMap<>();

    public Catalog(List<Connector> found) {
        found.stream()
                .sorted(Comparator.comparing(
                        connector -> connector.provider().id().value()))
                .forEach(this::add);
    }

    private void add(Connector connector) {
        if (connectors.put(connector.provider().id(), connector) != null) {
            throw new IllegalStateException(
                    "Two connectors for " + connector.provider().id());
        }
    }

    /** By id, ascending. */
    public List<Provider> providers() {
        return connectors.values().stream().map(Connector::provider).toList();
    }

    public Provider provider(Provider.Id id) {
        return connector(id).provider();
    }

    /** Empty where this server does not have it, or no longer. */
    public Optional<Provider> known(Provider.Id id) {
        return find(id).map(Connector::provider);
    }

    /** The provider that a client names in the body of a request. */
    Provider named(String field, String id) {
        Connector connector = connectors.get(new Provider.Id(id));
        if (connector == null) {
            throw new Refusal.InvalidInput(
                    field,
                    "is unknown; known are "
                            + String.join(
                                    ", ",
                                    connectors.keySet().stream()
                                            .map(Provider.Id::value)
                                            .toList()));
        }
        return connector.provider();
    }

    Connector connector(Provider.Id id) {
        return find(id).orElseThrow(() -> new Refusal.NotFound("provider", id.value()));
    }

    /** Empty where this server does not have it, or no longer. */
    Optional<Connector> find(Provider.Id id) {
        return Optional.ofNullable(connectors.get(id));
    }
}
