package dev.portolan.providers.disk;

import dev.portolan.providers.paths.ByteOrder;
import dev.portolan.providers.paths.Selection;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The selected files of a tree in the byte order of their paths, from any path on. Remembers the sorted names of the
 * directories in which the last page ended, as long as they do not change: a page of a directory with a hundred thousand
 * files does not read them all again.
 */
public final class Walk {

    /** How many names of one directory are held at once. */
    private static final int WINDOW = 100_000;

    /**
     * A page.
     *
     * @param last the path after which to go on; empty where there are no more files
     */
    public record Found(List<Entry> files, Optional<String> last) {}

    /** A stretch of a directory's sorted names. */
    private record Window(FileTime modified, String from, List<String> names) {

        boolean holds(String name) {
            return ByteOrder.UTF_8.compare(from, name) <= 0 && (isLast() || ByteOrder.UTF_8.compare(name, last()) <= 0);
        }

        boolean isLast() {
            return names.size() < WINDOW;
        }

        String last() {
            return names.getLast();
        }
    }

    private final Tree tree;
    private final Selection selection;
    private final AtomicReference<Map<String, Window>> remembered = new AtomicReference<>(Map.of());

    public Walk(Tree tree, Selection selection) {
        this.tree = tree;
        this.selection = selection;
    }

    /**
     * The files after a path.
     *
     * @param files at most so many
     * @param looks ends the page after so many files, selected or not
     */
    public Found after(String path, int files, int looks) throws IOException {
        Pass pass = new Pass(path, files, looks);
        boolean end = pass.visit("");
        remembered.set(Map.copyOf(pass.windows));
        return new Found(pass.found, end ? Optional.empty() : Optional.of(pass.position));
    }

    /** What a directory shows: its subdirectories and selected files, after a path. */
    public Found children(String directory, String path, int entries) throws IOException {
        Place place = tree.place(directory);
        List<Entry> found = new ArrayList<>();
        String from = path.isEmpty() ? "" : path.substring(directory.length()) + "\0";
        while (true) {
            List<String> names = place.names(from, WINDOW);
            for (String name : names) {
                String child = directory + name;
                if (name.endsWith("/") ? !selection.prunes(child) : selection.selects(child)) {
                    if (found.size() == entries) {
                        return new Found(found, Optional.of(found.getLast().path()));
                    }
                    place.entry(name).ifPresent(found::add);
                }
            }
            if (names.size() < WINDOW) {
                return new Found(found, Optional.empty());
            }
            from = names.getLast() + "\0";
        }
    }

    /** One page on its way. */
    private final class Pass {
        private final Map<String, Window> windows = new HashMap<>(remembered.get());
        private final List<Entry> found = new ArrayList<>();
        private final int files;
        private int looks;
        private String position;

        Pass(String position, int files, int looks) {
            this.position = position;
            this.files = files;
            this.looks = looks;
        }

        /** @return false where the page is full and there is more */
        boolean visit(String directory) throws IOException {
            Place place;
            try {
                place = tree.place(directory);
            } catch (NoSuchFileException | NotDirectoryException vanished) {
                if (directory.isEmpty()) {
                    throw vanished;
                }
                return true;
            }
            String from = start(directory);
            while (true) {
                Window window = window(place, from);
                for (String name : window.names()) {
                    if (ByteOrder.UTF_8.compare(name, from) >= 0 && !visitChild(place, name)) {
                        return false;
                    }
                }
                windows.remove(directory);
                if (window.isLast()) {
                    return true;
                }
                from = window.last() + "\0";
            }
        }

        /** The first name of a directory that is not wholly before the position. */
        private String start(String directory) {
            if (!position.startsWith(directory)) {
                return "";
            }
            int slash = position.indexOf('/', directory.length());
            return position.substring(directory.length(), slash < 0 ? position.length() : slash + 1);
        }

        private boolean visitChild(Place place, String name) throws IOException {
            String path = place.path() + name;
            if (name.endsWith("/")) {
                return selection.prunes(path) || visit(path);
            }
            if (ByteOrder.UTF_8.compare(path, position) <= 0) {
                return true;
            }
            if (found.size() == files || looks == 0) {
                return false;
            }
            looks--;
            position = path;
            if (selection.selects(path)) {
                place.entry(name).ifPresent(found::add);
            }
            return true;
        }

        private Window window(Place place, String from) throws IOException {
            FileTime modified = place.modified();
            Window known = windows.get(place.path());
            if (known == null || !known.modified().equals(modified) || !known.holds(from)) {
                known = new Window(modified, from, place.names(from, WINDOW));
                windows.put(place.path(), known);
            }
            return known;
        }
    }
}
