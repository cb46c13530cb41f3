package dev.portolan.providers.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafelyTest {

    @TempDir
    Path temp;

    @Test
    void what_became_a_link_after_it_was_checked_does_not_open() throws IOException {
        Path root = Files.createDirectories(temp.resolve("root")).toRealPath();
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("f"), "secret");
        Files.createSymbolicLink(root.resolve("d"), outside);
        Files.createSymbolicLink(root.resolve("f"), outside.resolve("f"));
        assertThrows(IOException.class, () -> Safely.file(root, root.resolve("d/f")));
        assertThrows(IOException.class, () -> Safely.file(root, root.resolve("f")));
        assertThrows(IOException.class, () -> Safely.directory(root, root.resolve("d"), stream -> "open"));
    }

    @Test
    void what_is_as_it_was_checked_opens() throws IOException {
        Path root = temp.toRealPath();
        Files.writeString(Files.createDirectories(root.resolve("a/b")).resolve("f"), "text");
        try (SeekableByteChannel file = Safely.file(root, root.resolve("a/b/f"))) {
            assertEquals(4, file.read(ByteBuffer.allocate(10)));
        }
    }
}
