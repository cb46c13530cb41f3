package dev.portolan.providers.dropbox;

import dev.portolan.providers.dropbox.FakeDropbox.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Listings and the feeds that they become: events by their number, each path at its latest. What is gone is told only of
 * events after the listing began. Parameters are baked into the cursor.
 */
final class DropboxListings {

    private static final int LIMIT = 2_000;

    /** The call is answered with a refusal. */
    static final class Refused extends RuntimeException {
        private final transient Answer answer;

        Refused(Answer answer) {
            super("refused");
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }

    private record Cursor(
            int generation, String path, boolean recursive, int limit, long start, long position, boolean empty) {

        String text() {
            String all = String.join(
                    "|",
                    String.valueOf(generation),
                    String.valueOf(recursive),
                    String.valueOf(limit),
                    String.valueOf(start),
                    String.valueOf(position),
                    String.valueOf(empty),
                    path);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all.getBytes(StandardCharsets.UTF_8));
        }

        static Cursor of(String text) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", 7);
                return new Cursor(
                        Integer.parseInt(parts[0]),
                        parts[6],
                        Boolean.parseBoolean(parts[1]),
                        Integer.parseInt(parts[2]),
                        Long.parseLong(parts[3]),
                        Long.parseLong(parts[4]),
                        Boolean.parseBoolean(parts[5]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException garbage) {
                throw new Refused(Answer.text(400, "Invalid \"cursor\" parameter"));
            }
        }
    }

    private final DropboxTree tree;
    private int generation;
    private boolean emptyFirst;
    private boolean onlyLatest;
    private int most = LIMIT;

    /** {@code gone}: a deletion, whatever is at the path by now. */
    private record Event(String path, long number, boolean gone) {}

    DropboxListings(DropboxTree tree) {
        this.tree = tree;
    }

    void reset() {
        generation++;
    }

    void beginWithAnEmptyPage() {
        emptyFirst = true;
    }

    /** A page may always hold less than was asked for. */
    void give(int atOnce) {
        most = atOnce;
    }

    /** Of a folder that was deleted and made anew only the latter is told. */
    void tellOnlyTheLatest() {
        onlyLatest = true;
    }

    Answer list(Arguments arguments, String below) {
        arguments.onlyKnows(
                "path",
                "recursive",
                "limit",
                "include_deleted",
                "include_mounted_folders",
                "include_non_downloadable_files",
                "include_has_explicit_shared_members");
        String path = arguments.text("path");
        int limit = arguments.number("limit", LIMIT);
        if (path.equals("/")) {
            return Answer.text(400, "path: Specify the root folder as an empty string rather than as \"/\".");
        }
        if (limit < 1 || limit > LIMIT) {
            return Answer.text(400, "limit: not within 1 and 2000");
        }
        if (!path.isEmpty() && !isFolder(path, below)) {
            return Answer.conflict("path", tree.find(path, below).isEmpty() ? "not_found" : "not_folder");
        }
        return page(
                new Cursor(generation, path, arguments.flag("recursive"), limit, tree.sequence(), 0, emptyFirst),
                below);
    }

    private boolean isFolder(String path, String below) {
        return tree.find(path, below).filter(DropboxTree.Node::isFolder).isPresent();
    }

    Answer goOn(Arguments arguments, String below) {
        arguments.onlyKnows("cursor");
        Cursor cursor = Cursor.of(arguments.text("cursor"));
        if (cursor.generation() != generation) {
            return Answer.conflict("reset");
        }
        if (!cursor.path().isEmpty() && !isFolder(cursor.path(), below)) {
            return Answer.conflict("path", "not_found");
        }
        return page(cursor, below);
    }

    private Answer page(Cursor cursor, String below) {
        List<Map<String, Object>> entries = new ArrayList<>();
        long position = cursor.position();
        boolean more = cursor.empty();
        if (!cursor.empty()) {
            for (Event event : eventsAfter(cursor, below)) {
                if (entries.size() == Math.min(most, cursor.limit())) {
                    more = true;
                    break;
                }
                entries.add(entry(event, below));
                position = event.number();
            }
        }
        emptyFirst = false;
        Cursor next = new Cursor(
                cursor.generation(),
                cursor.path(),
                cursor.recursive(),
                cursor.limit(),
                cursor.start(),
                position,
                false);
        return Answer.json(200, Map.of("entries", entries, "cursor", next.text(), "has_more", more));
    }

    private List<Event> eventsAfter(Cursor cursor, String below) {
        String root = (below + cursor.path()).toLowerCase(Locale.ROOT);
        Stream<Event> latest = tree.events.entrySet().stream()
                .map(event -> new Event(event.getKey(), event.getValue(), !tree.nodes.containsKey(event.getKey())));
        Stream<Event> before = (onlyLatest ? Map.<String, Long>of() : tree.deletions)
                .entrySet().stream().map(event -> new Event(event.getKey(), event.getValue(), true));
        return Stream.concat(before, latest)
                .filter(event -> event.number() > cursor.position())
                .filter(event -> isListed(event.path(), root, cursor.recursive()))
                .filter(event -> !event.gone() || event.number() > cursor.start())
                .sorted(Comparator.comparing(Event::number))
                .toList();
    }

    /** A recursive listing has the folder itself, but not the root, which is none. */
    private static boolean isListed(String path, String root, boolean recursive) {
        if (recursive && path.equals(root)) {
            return true;
        }
        return path.startsWith(root + "/") && (recursive || path.indexOf('/', root.length() + 1) < 0);
    }

    private Map<String, Object> entry(Event event, String below) {
        if (!event.gone()) {
            return tree.nodes.get(event.path()).metadata(below);
        }
        String path = event.path();
        String shown = path.substring(below.length());
        return Map.of(
                ".tag",
                "deleted",
                "name",
                path.substring(path.lastIndexOf('/') + 1),
                "path_lower",
                shown,
                "path_display",
                shown);
    }

    Answer search(Arguments arguments, String below) {
        arguments.onlyKnows("query", "options");
        Arguments options = arguments.object("options");
        options.onlyKnows("path", "max_results", "file_status", "filename_only");
        return matches(arguments.text("query"), options.text("path"), options.number("max_results", 100), 0, below);
    }

    Answer searchOn(Arguments arguments, String below) {
        arguments.onlyKnows("cursor");
        String[] parts = new String(Base64.getUrlDecoder().decode(arguments.text("cursor")), StandardCharsets.UTF_8)
                .split("\\|", 4);
        return matches(parts[3], parts[2], Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), below);
    }

    private Answer matches(String query, String path, int limit, int offset, String below) {
        String root = (below + path).toLowerCase(Locale.ROOT);
        List<DropboxTree.Node> found = tree.nodes.values().stream()
                .filter(node -> node.lower().startsWith(root + "/"))
                .filter(node -> node.name().toLowerCase(Locale.ROOT).contains(query.toLowerCase(Locale.ROOT)))
                .toList();
        List<Map<String, Object>> matches = found.stream()
                .skip(offset)
                .limit(limit)
                .<Map<String, Object>>map(
                        node -> Map.of("metadata", Map.of(".tag", "metadata", "metadata", node.metadata(below))))
                .toList();
        boolean more = offset + limit < found.size();
        Map<String, Object> answer = new HashMap<>(Map.of("matches", matches, "has_more", more));
        if (more) {
            String next = limit + "|" + (offset + limit) + "|" + path + "|" + query;
            answer.put(
                    "cursor",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes(StandardCharsets.UTF_8)));
        }
        return Answer.json(200, answer);
    }
}
