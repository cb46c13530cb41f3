package dev.portolan.providers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every connector does; inherited empty, with a fixture. What goes over HTTP also keeps {@link HttpContract}. */
public abstract class ConnectorContract extends ListingContract {
    // --- fetch

    @Test
    void fetching_gives_the_very_bytes() {
        Map<String, byte[]> contents = Map.of(
                "empty.txt", new byte[0],
                "text.txt", bytes("Grüße, 世界\r\n"),
                "binary.bin", pattern(300_000));
        contents.forEach(fixture::write);
        Mirror mirror = new Mirror();
        mirror.catchUp(session);
        contents.forEach((name, written) -> {
            byte[] expected = fixture.fetched(name, written);
            assertArrayEquals(
                    expected, read(mirror.resources.get(fixture.id(name).value())), name);
            assertArrayEquals(expected, read(session.resource(fixture.id(name))), name);
        });
    }

    @ParameterizedTest
    @EnumSource
    void odd_names_are_kept(Fixture.Oddity oddity) {
        String name = oddity.document;
        Executable kept = () -> {
            fixture.write(name, bytes("odd"));
            Mirror mirror = new Mirror();
            mirror.catchUp(session);
            Resource document = mirror.resources.get(fixture.id(name).value());
            assertNotNull(document, () -> name + " is not among " + mirror.resources.keySet());
            assertArrayEquals(fixture.fetched(name, bytes("odd")), read(document));
            assertEquals(document.version(), session.resource(document.id()).version());
        };
        if (fixture.waivers().containsKey(oddity)) {
            assertThrows(Throwable.class, kept, "there is no need for the waiver any more");
        } else {
            assertDoesNotThrow(kept);
        }
    }

    @Test
    void two_may_fetch_at_once() throws IOException {
        byte[] written = pattern(200_000);
        byte[] expected = fixture.fetched("a.bin", written);
        fixture.write("a.bin", written);
        Resource document = session.resource(fixture.id("a.bin"));
        try (Content one = session.fetch(document);
                Content other = session.fetch(document)) {
            InputStream slowly = stream(one);
            byte[] half = slowly.readNBytes(100_000);
            assertArrayEquals(expected, stream(other).readAllBytes());
            byte[] rest = slowly.readAllBytes();
            assertEquals(expected.length, half.length + rest.length);
        }
    }

    @Test
    void what_is_gone_is_missing() {
        fixture.write("a.txt", bytes("a"));
        Resource document = session.resource(fixture.id("a.txt"));
        fixture.remove("a.txt");
        assertThrows(
                ProviderFailure.Missing.class, () -> session.fetch(document).close());
        assertThrows(ProviderFailure.Missing.class, () -> session.resource(fixture.id("a.txt")));
    }

    @Test
    void asking_for_one_resource_shows_what_the_listing_showed() {
        write(NAMES);
        Mirror mirror = new Mirror();
        mirror.catchUp(session);
        for (Resource listed : mirror.resources.values()) {
            Resource asked = session.resource(listed.id());
            assertEquals(listed.version(), asked.version());
            assertEquals(listed.name(), asked.name());
            assertEquals(listed.path(), asked.path());
        }
    }

    // --- browse

    @Test
    void browsing_reaches_every_document() {
        write(NAMES);
        if (!can(Capability.HIERARCHY)) {
            assertThrows(
                    ProviderFailure.Invalid.class,
                    () -> session.children(ConnectorSession.ROOT, Page.Cursor.START, 10));
            return;
        }
        for (int size : List.of(1, 2, 1_000)) {
            assertEquals(ids(NAMES), browse(ConnectorSession.ROOT, size));
        }
    }

    @Test
    void a_document_has_no_children() {
        write(NAMES);
        if (can(Capability.HIERARCHY)) {
            assertEquals(Page.last(List.of()), session.children(fixture.id("a.txt"), Page.Cursor.START, 10));
        }
    }

    @Test
    void a_folder_is_a_resource() {
        write(NAMES);
        if (can(Capability.HIERARCHY)) {
            for (Resource child : session.children(ConnectorSession.ROOT, Page.Cursor.START, 100)
                    .items()) {
                assertEquals(child.kind(), session.resource(child.id()).kind());
            }
        }
    }

    // --- search

    @Test
    void search_finds_or_refuses() {
        write(NAMES);
        if (can(Capability.SEARCH)) {
            assertFalse(session.search("a", Page.Cursor.START, 10).items().isEmpty());
        } else {
            assertThrows(ProviderFailure.Invalid.class, () -> session.search("a", Page.Cursor.START, 10));
        }
    }

    private Set<String> browse(Resource.Id parent, int size) {
        Set<String> found = new HashSet<>();
        Page.Cursor cursor = Page.Cursor.START;
        while (true) {
            Page<Resource> page = session.children(parent, cursor, size);
            assertTrue(page.items().size() <= size);
            for (Resource child : new ArrayList<>(page.items())) {
                Set<String> shown = child.isFolder()
                        ? browse(child.id(), size)
                        : Set.of(child.id().value());
                assertTrue(Collections.disjoint(found, shown), child.id() + " was shown twice");
                found.addAll(shown);
            }
            if (page.next().isEmpty()) {
                return found;
            }
            cursor = page.next().get();
        }
    }
}
