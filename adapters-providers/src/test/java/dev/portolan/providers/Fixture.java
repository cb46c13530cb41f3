package dev.portolan.providers;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Resource;
import dev.portolan.providers.server.FaultyProxy;
import dev.portolan.providers.server.RawServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A source for the contract: empty at first, and the contract's alone. */
public interface Fixture extends AutoCloseable {

    Connector connector();

    /** A connection that selects the whole source. */
    Connector.Binding binding();

    /** Makes or replaces a document. Names have slashes where it lies in folders; bytes are what fetching must give. */
    void write(String name, byte[] content);

    void remove(String name);

    /** The id that the connector gives to the document of this name. */
    default Resource.Id id(String name) {
        return new Resource.Id(name);
    }

    /** More documents than two pages hold. */
    default int many() {
        return 2_500;
    }

    /** What nobody may ever read in a message. */
    default Set<String> secrets() {
        return Set.of();
    }

    /** What the provider is reached through, if it is reached by HTTP. */
    default Optional<FaultyProxy> proxy() {
        return Optional.empty();
    }

    /** Whether a connector may ask for this. */
    default boolean allows(RawServer.Request request) {
        return List.of("GET", "HEAD").contains(request.method());
    }

    /** What of the contract does not hold, and why; each is tested to be still needed. */
    default Map<Waiver, String> waivers() {
        return Map.of();
    }

    /** What may be waived. */
    enum Waiver {
        /** The test's server does not keep a document's bytes or name. */
        EXACT_BYTES
    }

    @Override
    void close();
}
