package dev.portolan.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Content;
import dev.portolan.domain.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fixture, a session of its connector, and what the contract's tests are made of. */
abstract class ContractWorld {

    static final List<String> NAMES = List.of("a.txt", "b/a.txt", "b/c/d.md", "b-c.txt", "é ü/😀 + %41#.txt");

    protected Fixture fixture = nothing();
    protected ConnectorSession session = nothing();

    protected abstract Fixture make() throws Exception;

    @BeforeEach
    void open() throws Exception {
        fixture = make();
        session = newSession();
    }

    @AfterEach
    void close() {
        session.close();
        fixture.close();
    }

    protected final ConnectorSession newSession() {
        return fixture.connector().open(fixture.binding());
    }

    protected final void write(List<String> names) {
        names.forEach(name -> fixture.write(name, bytes("content of " + name)));
    }

    protected final List<String> many() {
        return IntStream.range(0, fixture.many())
                .mapToObj(i -> String.format("d%d/doc-%05d.txt", i % 7, i))
                .toList();
    }

    final boolean can(Capability capability) {
        return fixture.connector().provider().can(capability);
    }

    final Set<String> ids(List<String> names) {
        return names.stream().map(name -> fixture.id(name).value()).collect(Collectors.toSet());
    }

    static Set<String> documents(Mirror mirror) {
        return mirror.resources.values().stream()
                .filter(resource -> !resource.isFolder())
                .map(resource -> resource.id().value())
                .collect(Collectors.toSet());
    }

    protected final byte[] read(Resource document) {
        try (Content content = session.fetch(document)) {
            byte[] all = stream(content).readAllBytes();
            if (content instanceof Content.Stream stream) {
                stream.length().ifPresent(length -> assertEquals(length, all.length));
            }
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    protected static InputStream stream(Content content) {
        return switch (content) {
            case Content.Stream stream -> stream.bytes();
            case Content.Inline inline -> new ByteArrayInputStream(bytes(inline.text()));
            case Content.Absent absent -> throw new AssertionError(absent.reason());
        };
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    /** Stands in a field until the test begins. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
