package dev.portolan.providers.notion;

import dev.portolan.providers.paths.Percent;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that a sync has still to look at.
 *
 * @param at what it is about: the folder that pages are in, a data source, a page; empty: nothing that is shared
 * @param cursor of the listing that is under way; empty at its beginning
 * @param from children that were looked at, or of rows, the time from which they are asked for
 * @param ids the pages or databases that are to be looked at, in their order
 */
record Frame(Kind kind, String at, String cursor, String from, List<String> ids) {

    static final Pattern FORM = Pattern.compile("[A-Z]+/[A-Za-z0-9:-]*/[^/ ;]*/[^/ ;]*/[0-9a-f,]*");

    enum Kind {
        /** Whatever is shared, latest edit first: what is in nothing else is where the walk begins. */
        SEARCH,
        /** What was edited since. */
        EDITS,
        /** What was put in the trash since. */
        TRASH,
        /** One page or database that the settings name. */
        PICK,
        PAGES,
        EDITED,
        DATABASES,
        ROWS,
        /** More of the pages and databases in a page than were looked at. */
        REST
    }

    static Frame listing(Kind kind, String cursor) {
        return new Frame(kind, "", cursor, "", List.of());
    }

    static Frame rows(String source, String cursor, String since) {
        return new Frame(Kind.ROWS, source, cursor, since, List.of());
    }

    static Frame of(Kind kind, String folder, List<String> ids) {
        return new Frame(kind, folder, "", "", ids);
    }

    Frame without(int first) {
        return new Frame(kind, at, cursor, from, ids.subList(first, ids.size()));
    }

    /** Ids without their dashes: a checkpoint holds only so much. */
    String text() {
        return String.join(
                "/",
                kind.name(),
                at,
                Percent.escaped(cursor, ""),
                Percent.escaped(from, ""),
                String.join(",", ids.stream().map(id -> id.replace("-", "")).toList()));
    }

    /** @throws IllegalArgumentException where it is none */
    static Frame of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no frame");
        }
        String[] parts = text.split("/", -1);
        return new Frame(
                Kind.valueOf(parts[0]),
                parts[1],
                Percent.unescaped(parts[2]),
                Percent.unescaped(parts[3]),
                parts[4].isEmpty()
                        ? List.of()
                        : List.of(parts[4].split(",", -1)).stream()
                                .map(Choice::dashed)
                                .toList());
    }
}
