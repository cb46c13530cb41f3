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

    /** Makes or replaces a document. Names have slashes where it lies in folders. */
    void write(String name, byte[] content);

    /** What fetching must give of a document that was written so; the very bytes, but of what is no file at its source. */
    default byte[] fetched(String name, byte[] written) {
        return written;
    }

    void remove(String name);

    /** The id that the connector gives to the document of this name. */
    default Resource.Id id(String name) {
        return new Resource.Id(name);
    }

    /** More documents than two pages hold. */
    default int many() {
        return 2_500;
    }

    /** More calls than this for a listing of so {@link #many} documents are calls for each of them. */
    default int callsToList() {
        return many() / 2;
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

    /** Names that cannot be kept, and why; each is tested to be still so. */
    default Map<Oddity, String> waivers() {
        return Map.of();
    }

    /** Names that providers have, and that go wrong most easily. */
    enum Oddity {
        EMPTY_SEGMENT("x//y.txt"),
        DOTS("x/../y/./z.txt"),
        LEADING_SLASH("/x.txt"),
        CONTROL_CHARACTER("x\u0001y.txt"),
        NEWLINE("x\ny.txt"),
        ESCAPES("x%20y%2Fz+ &=?#<>\"'.txt"),
        ASTRAL("\uD83D\uDE80\uFFFD\uE000.txt"),
        LONG("n".repeat(250) + ".txt"),
        BACKSLASH("x\\y.txt"),
        BLANK(" ");

        final String document;

        Oddity(String document) {
            this.document = document;
        }
    }

    @Override
    void close();
}
