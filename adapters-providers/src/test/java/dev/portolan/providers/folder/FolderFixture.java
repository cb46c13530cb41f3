package dev.portolan.providers.folder;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Settings;
import dev.portolan.providers.Fixture;
import dev.portolan.providers.disk.Roots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A directory of the test's own. */
record FolderFixture(Path directory) implements Fixture {

    @Override
    public Connector connector() {
        return new FolderConnector(new Roots(List.of(directory.toString())));
    }

    @Override
    public Connector.Binding binding() {
        return binding(Map.of("path", directory.toString()));
    }

    static Connector.Binding binding(Map<String, Object> settings) {
        return new Connector.Binding(
                new Connection.Id(new UUID(0, 1)), new Settings(settings), field -> Optional.empty());
    }

    @Override
    public void write(String name, byte[] content) {
        try {
            Path file = Path.of(directory + "/" + name);
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remove(String name) {
        try {
            Files.delete(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<Oddity, String> waivers() {
        String reason = "a file system's paths have no empty names and no dots";
        return Map.of(Oddity.EMPTY_SEGMENT, reason, Oddity.DOTS, reason, Oddity.LEADING_SLASH, reason);
    }

    @Override
    public void close() {}
}
