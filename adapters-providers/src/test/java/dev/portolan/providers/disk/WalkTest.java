package dev.portolan.providers.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Settings;
import dev.portolan.providers.paths.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkTest {

    private static final List<String> NASTY = List.of(
            "a",
            "a-b",
            "a.b",
            "a b",
            "a%2Fb",
            "a#",
            "a+",
            "b",
            "B",
            "é",
            "e\u0301",
            "z",
            "\uFFFDff",
            "\uE000",
            "\uFFFF",
            "😀",
            "\uD7FF",
            " ",
            "!",
            "~",
            "0",
            "x\ny",
            "x\\y",
            "..a",
            ".a",
            "a\u0001");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void paths_come_in_the_order_of_their_utf8_bytes_whatever_the_page_size(long seed) throws IOException {
        List<String> made = forest(new Random(seed));
        List<String> expected = new ArrayList<>(made);
        expected.sort(Comparator.comparing(ResourceKey::of));
        for (int size : List.of(1, 2, 7, 1_000)) {
            assertEquals(expected, all(walk(Map.of()), size));
        }
    }

    @Test
    void every_path_is_a_place_to_go_on_from() throws IOException {
        TreeSet<String> made = new TreeSet<>(Comparator.comparing(ResourceKey::of));
        made.addAll(forest(new Random(42)));
        for (String path : made) {
            List<String> rest = walk(Map.of()).after(path, 10_000, 10_000).files().stream()
                    .map(Entry::path)
                    .toList();
            assertEquals(List.copyOf(made.tailSet(path, false)), rest);
        }
    }

    @Test
    void a_page_ends_after_so_many_looks_even_if_nothing_is_selected() throws IOException {
        for (int i = 0; i < 10; i++) {
            write("f" + i);
        }
        Walk.Found found = walk(Map.of("exclude", List.of("*"))).after("", 1_000, 4);
        assertEquals(List.of(), found.files());
        assertEquals("f3", found.last().orElseThrow());
    }

    @Test
    void files_that_come_and_go_between_pages_are_seen_as_they_are() throws IOException {
        for (int i = 0; i < 10; i++) {
            write("d/f" + i);
        }
        Walk walk = walk(Map.of());
        Walk.Found first = walk.after("", 3, 1_000);
        assertEquals("d/f2", first.last().orElseThrow());
        Files.delete(temp.resolve("d/f5"));
        write("d/f55");
        Files.setLastModifiedTime(temp.resolve("d"), java.nio.file.attribute.FileTime.fromMillis(1));
        assertEquals(
                List.of("d/f3", "d/f4", "d/f55", "d/f6", "d/f7", "d/f8", "d/f9"),
                walk.after("d/f2", 1_000, 1_000).files().stream()
                        .map(Entry::path)
                        .toList());
    }

    @Test
    void children_page_through_a_directory() throws IOException {
        for (String path : List.of("a", "a-b", "a.d/x", "c/d", "e/f/g")) {
            write(path);
        }
        Walk walk = walk(Map.of());
        Walk.Found first = walk.children("", "", 3);
        assertEquals(
                List.of("a", "a-b", "a.d/"),
                first.files().stream().map(Entry::path).toList());
        Walk.Found second = walk.children("", first.last().orElseThrow(), 3);
        assertEquals(
                List.of("c/", "e/"), second.files().stream().map(Entry::path).toList());
        assertTrue(second.last().isEmpty());
    }

    private List<String> all(Walk walk, int size) throws IOException {
        List<String> paths = new ArrayList<>();
        String after = "";
        while (true) {
            Walk.Found found = walk.after(after, size, 10_000);
            found.files().forEach(file -> paths.add(file.path()));
            if (found.last().isEmpty()) {
                return paths;
            }
            after = found.last().orElseThrow();
        }
    }

    private Walk walk(Map<String, Object> settings) {
        return new Walk(
                new Roots(List.of(temp.toString())).tree(temp.toString()), Selection.of(new Settings(settings)));
    }

    /** Random directories and files with nasty names; a name that is taken by the other kind is left out. */
    private List<String> forest(Random random) throws IOException {
        TreeSet<String> files = new TreeSet<>();
        for (int i = 0; i < 120; i++) {
            StringBuilder path = new StringBuilder(NASTY.get(random.nextInt(NASTY.size())));
            for (int depth = random.nextInt(4); depth > 0; depth--) {
                path.append('/').append(NASTY.get(random.nextInt(NASTY.size())));
            }
            String candidate = path.toString();
            boolean taken = files.stream()
                    .anyMatch(file -> file.startsWith(candidate + "/") || candidate.startsWith(file + "/"));
            if (!taken && files.add(candidate)) {
                write(candidate);
            }
        }
        return List.copyOf(files);
    }

    private void write(String path) throws IOException {
        Path file = FileNames.resolve(temp, path);
        Files.createDirectories(file.getParent() == null ? temp : file.getParent());
        Files.writeString(file, path);
    }
}
