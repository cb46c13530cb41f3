package dev.portolan.providers.s3;

import dev.portolan.providers.paths.ByteOrder;
import dev.portolan.providers.s3.S3Payloads.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Divides a large bucket into ranges of keys that can be listed side by side. Nobody tells how many keys a bucket has, so
 * this looks at where the first page ends and asks what lies beyond: beyond all keys that begin like the page, then
 * beyond those that begin with less of it, until nothing does. Each step asks for one key and multiplies the estimate. A
 * bucket that fits a page costs one call, an ordinary one a handful, none many more than {@link #CALLS}. A wrong guess
 * makes ranges uneven, never wrong: they join to all keys, each once.
 */
final class Division {

    /** Below this one range is listed soon enough, without the half-empty pages at the ends of many. */
    private static final long WORTH_IT = 500_000;

    private static final int RANGES = 16;
    private static final int CALLS = 60;

    /** No more branches than this are looked for at one place, or assumed where they are not looked for. */
    private static final int BRANCHES = 64;

    private static final int PLACES = 3;

    /** Sorts after whatever begins alike. */
    private static final String BEYOND = Character.toString(Character.MAX_CODE_POINT);

    private final Store store;
    private final String prefix;
    private int calls;

    Division(Store store) {
        this.store = store;
        this.prefix = store.bucket().prefix();
    }

    /** The ways in which keys of one beginning go on, one more character each, and how many keys there may be in all. */
    private record Branches(List<String> beginnings, long keys) {}

    List<Range> ranges() {
        List<String> page = page("");
        if (page.size() < S3Session.PAGE) {
            return List.of(Range.ALL);
        }
        Branches top = branches(prefix, page);
        return top.keys() < WORTH_IT ? List.of(Range.ALL) : cut(refined(top));
    }

    /** Few branches are looked into, one level down. */
    private List<String> refined(Branches top) {
        TreeSet<String> beginnings = new TreeSet<>(ByteOrder.UTF_8);
        for (String beginning : top.beginnings()) {
            beginnings.add(beginning);
            if (top.beginnings().size() < RANGES / 2 && calls < CALLS) {
                List<String> page = page(beginning).stream()
                        .filter(key -> key.startsWith(beginning))
                        .toList();
                if (page.size() == S3Session.PAGE) {
                    beginnings.addAll(branches(beginning, page).beginnings());
                }
            }
        }
        return List.copyOf(beginnings);
    }

    private static List<Range> cut(List<String> beginnings) {
        int ranges = Math.min(RANGES, beginnings.size());
        List<Range> cut = new ArrayList<>();
        String after = "";
        for (int i = 1; i < ranges; i++) {
            String through = beginnings.get(i * beginnings.size() / ranges);
            cut.add(new Range(after, through));
            after = through;
        }
        cut.add(new Range(after, ""));
        return cut.stream().allMatch(Range::fitsAnId) ? cut : List.of(Range.ALL);
    }

    /** @param page the first keys that begin with {@code within} */
    private Branches branches(String within, List<String> page) {
        String first = page.getFirst();
        String common = shared(first, page.getLast());
        List<String> found = onPage(page, common);
        long alphabet = alphabet(page, common.length());
        long each = page.size() / found.size();
        long here = page.size() * Math.max(1, alphabet / found.size());
        Optional<String> beyond = next(common, within);
        while (beyond.isPresent() && calls < CALLS) {
            common = shared(common, beyond.get());
            found = new ArrayList<>(List.of(oneMore(first, common), oneMore(beyond.get(), common)));
            each = here;
            here *= alphabet;
            beyond = next(common, within);
        }
        while (each * BRANCHES >= WORTH_IT && found.size() < BRANCHES && calls < CALLS) {
            Optional<String> sibling = next(found.getLast(), within);
            if (sibling.isEmpty()) {
                break;
            }
            found.add(oneMore(sibling.get(), common));
        }
        return new Branches(found, each * found.size());
    }

    private static List<String> onPage(List<String> page, String common) {
        TreeSet<String> found = new TreeSet<>(ByteOrder.UTF_8);
        for (String key : page) {
            if (key.length() > common.length()) {
                found.add(oneMore(key, common));
            }
        }
        return new ArrayList<>(found);
    }

    /** How many different characters a place of these names may have, judged by the places where they begin to differ. */
    private static long alphabet(List<String> page, int from) {
        return IntStream.range(from, from + PLACES)
                .mapToLong(place -> page.stream()
                        .filter(key -> key.length() > place)
                        .mapToInt(key -> key.charAt(place))
                        .distinct()
                        .count())
                .reduce(10, Math::max);
    }

    private List<String> page(String beginning) {
        calls++;
        return store.list(Wanted.after(prefix, beginning, S3Session.PAGE)).items().stream()
                .map(Item::key)
                .toList();
    }

    /** The first key after all that begin like this, if it is still within. */
    private Optional<String> next(String beginning, String within) {
        calls++;
        return store.list(Wanted.after(prefix, beginning + BEYOND, 1)).items().stream()
                .map(Item::key)
                .filter(key -> key.startsWith(within))
                .findFirst();
    }

    private static String oneMore(String key, String common) {
        return key.substring(0, key.offsetByCodePoints(common.length(), 1));
    }

    private static String shared(String a, String b) {
        int at = 0;
        while (at < a.length() && at < b.length() && a.codePointAt(at) == b.codePointAt(at)) {
            at += Character.charCount(a.codePointAt(at));
        }
        return a.substring(0, at);
    }
}
