package dev.portolan.providers.dropbox;

import dev.portolan.domain.Change;
import dev.portolan.domain.Resource;
import dev.portolan.providers.dropbox.DropboxPayloads.Entry;
import dev.portolan.providers.dropbox.DropboxPayloads.ExportInfo;
import dev.portolan.providers.paths.MediaTypes;
import dev.portolan.providers.paths.Percent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Dropbox's entries as resources. A file is known by its id, which it keeps wherever it is moved; a folder by its path in
 * small letters, because entries name their folder by nothing else, and its id tells it from the next one at that path. Both are
 * deleted by that path.
 */
record Items(Choice choice) {

    static final String LINK = "link";
    static final String EXPORT = "export";

    private static final String DELETED = "deleted";

    /** Formats of exports, best first: those that keep headings, lists and tables and are text. */
    private static final List<String> FORMATS = List.of("markdown", "md", "html", "csv", "plain_text", "txt");

    /**
     * What a page says, in its order: a deletion takes all that was below its path until then, and only what comes after it is
     * there again.
     *
     * @param feed whether this is news; a listing says nothing of what was there before
     */
    List<Change> changes(List<Entry> entries, boolean feed) {
        List<Change> changes = new ArrayList<>();
        for (Entry entry : standing(entries)) {
            entry.pathLower().ifPresent(path -> {
                // Whatever had the path until now has lost it, be it told or not.
                if (feed || entry.is(DELETED)) {
                    changes.add(new Change.Deleted(path));
                }
                if (entry.is(DELETED)) {
                    changes.add(new Change.Emptied(path));
                }
                wanted(entry).ifPresent(resource -> changes.add(new Change.Upserted(resource)));
            });
        }
        return changes;
    }

    /** Without what the same page deletes afterwards, together with a folder that it is in. */
    private static List<Entry> standing(List<Entry> entries) {
        Set<String> gone = new HashSet<>();
        List<Entry> standing = new ArrayList<>();
        for (Entry entry : entries.reversed()) {
            String path = entry.pathLower().orElse("");
            if (entry.is(DELETED)) {
                gone.add(path);
                standing.add(entry);
            } else if (!isBelow(path, gone)) {
                standing.add(entry);
            }
        }
        return standing.reversed();
    }

    private static boolean isBelow(String path, Set<String> gone) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (gone.contains(path.substring(0, slash))) {
                return true;
            }
        }
        return false;
    }

    /** Empty where it is gone, not selected, or something that we do not know. */
    Optional<Resource> wanted(Entry entry) {
        if (entry.pathLower().isEmpty() || !choice.contain(entry.pathLower().get())) {
            return Optional.empty();
        }
        String path = relative(entry);
        return switch (entry.tag().orElse("")) {
            case "file" ->
                entry.id().isPresent() && choice.selection().selects(path)
                        ? Optional.of(file(entry, path))
                        : Optional.empty();
            case "folder" ->
                choice.selection().prunes(path + "/") ? Optional.empty() : Optional.of(folder(entry, path));
            default -> Optional.empty();
        };
    }

    private static String relative(Entry entry) {
        return entry.pathDisplay()
                .or(entry::pathLower)
                .orElse("/" + entry.name())
                .substring(1);
    }

    private static Resource folder(Entry entry, String path) {
        String key = entry.pathLower().orElseThrow();
        return below(Resource.folder(key, entry.name(), entry.id().orElse("")), key)
                .at(path)
                .linkedAs(link(path));
    }

    private static Resource file(Entry entry, String path) {
        String key = entry.pathLower().orElseThrow();
        boolean exported = entry.isDownloadable().filter(can -> !can).isPresent();
        String version =
                entry.contentHash().filter(hash -> !exported).or(entry::rev).orElse("");
        Resource file = below(Resource.document(entry.id().orElseThrow(), entry.name(), version), key)
                .deletedAs(key)
                .at(path)
                .linkedAs(link(path))
                .with(attributes(entry, exported));
        Resource sized =
                exported ? file : entry.size().map(file::sized).orElse(file).ofType(MediaTypes.of(entry.name()));
        return entry.serverModified().map(sized::modified).orElse(sized);
    }

    private static Resource below(Resource resource, String key) {
        String parent = key.substring(0, key.lastIndexOf('/'));
        return parent.isEmpty() ? resource : resource.in(new Resource.Id(parent));
    }

    private static String link(String path) {
        return "https://www.dropbox.com/home/" + Percent.escaped(path, "/");
    }

    private static Map<String, String> attributes(Entry entry, boolean exported) {
        Map<String, String> attributes = new HashMap<>();
        entry.symlink().flatMap(DropboxPayloads.Symlink::target).ifPresent(target -> attributes.put(LINK, target));
        if (exported) {
            attributes.put(EXPORT, entry.exportInfo().map(Items::format).orElse(""));
        }
        return attributes;
    }

    /** The best that is offered; empty where nothing is. */
    private static String format(ExportInfo info) {
        List<String> offered = new ArrayList<>(info.exportOptions().orElse(List.of()));
        info.exportAs().ifPresent(offered::add);
        return FORMATS.stream()
                .filter(offered::contains)
                .findFirst()
                .or(info::exportAs)
                .or(() -> offered.stream().findFirst())
                .orElse("");
    }

    static Optional<String> mediaType(String format) {
        return switch (format) {
            case "markdown" -> Optional.of("text/markdown");
            case "plain_text" -> Optional.of("text/plain");
            default -> MediaTypes.of("export." + format);
        };
    }
}
