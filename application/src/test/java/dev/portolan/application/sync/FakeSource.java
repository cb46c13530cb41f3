package dev.portolan.application.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What there is at a provider that exists only here: scopes of folders and documents, edited by tests. */
public final class FakeSource {

    /**
     * @param serial ascends with creation: the order of an unordered listing
     * @param parent empty: at the root of its scope
     */
    public record Item(
            String id,
            String scope,
            boolean folder,
            String name,
            String parent,
            String text,
            long version,
            long serial) {

        Item with(String newName, String newParent, String newText, long newVersion) {
            return new Item(id, scope, folder, newName, newParent, newText, newVersion, serial);
        }
    }

    /** The last change of an item, as a feed tells it. */
    record Touched(long number, String scope, String id) {}

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, Set<String>> alsoShownIn = new HashMap<>();
    private final Map<String, Touched> feed = new LinkedHashMap<>();
    private final Set<String> scopes = new TreeSet<>();
    private final Set<String> moved = new HashSet<>();
    private long last;
    private long forgotten;

    public synchronized FakeSource scope(String scope) {
        scopes.add(scope);
        return this;
    }

    /** The provider no longer shows it; what is in it stays. */
    synchronized void hideScope(String scope) {
        scopes.remove(scope);
    }

    synchronized List<String> scopes() {
        return List.copyOf(scopes);
    }

    /** Makes a document, or gives it another text. */
    public synchronized FakeSource write(String scope, String id, String text) {
        return writeIn(scope, parent(id), id, text);
    }

    synchronized FakeSource writeIn(String scope, String parent, String id, String text) {
        scopes.add(scope);
        Item before = items.get(id);
        if (before == null && feed.containsKey(id)) {
            moved.add(id);
        }
        String name = before == null ? id.substring(id.lastIndexOf('/') + 1) : before.name();
        put(
                before == null
                        ? new Item(id, scope, false, name, parent, text, next(), last)
                        : before.with(name, parent, text, next()));
        return this;
    }

    private String parent(String id) {
        return Optional.ofNullable(items.get(id)).map(Item::parent).orElse("");
    }

    public synchronized FakeSource folder(String scope, String parent, String id) {
        scopes.add(scope);
        put(new Item(id, scope, true, id, parent, "", next(), last));
        return this;
    }

    synchronized void rename(String id, String name) {
        Item item = get(id);
        put(item.with(name, item.parent(), item.text(), item.version()));
    }

    synchronized void move(String id, String parent) {
        Item item = get(id);
        moved.add(id);
        put(item.with(item.name(), parent, item.text(), item.version()));
    }

    /** A folder takes along what is below it, and the feed names only the folder, and what was moved there once. */
    public synchronized void delete(String id) {
        Item item = get(id);
        removeBelow(id);
        touch(item);
    }

    private void removeBelow(String id) {
        items.remove(id);
        List<Item> children =
                items.values().stream().filter(item -> item.parent().equals(id)).toList();
        children.forEach(child -> {
            removeBelow(child.id());
            if (moved.contains(child.id())) {
                touch(child);
            } else {
                feed.remove(child.id());
            }
        });
    }

    /** Shows an item in a second scope too. */
    synchronized void show(String scope, String id) {
        scopes.add(scope);
        alsoShownIn.computeIfAbsent(id, unused -> new TreeSet<>()).add(scope);
    }

    /** From now on no earlier position of the feed is understood. */
    synchronized void reset() {
        forgotten = next();
    }

    private void put(Item item) {
        items.put(item.id(), item);
        touch(item);
    }

    private void touch(Item item) {
        feed.remove(item.id());
        feed.put(item.id(), new Touched(next(), item.scope(), item.id()));
    }

    private long next() {
        return ++last;
    }

    synchronized long position() {
        return last;
    }

    synchronized boolean understands(long position) {
        return position >= forgotten;
    }

    synchronized Optional<Item> find(String id) {
        return Optional.ofNullable(items.get(id));
    }

    Item get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("There is no " + id));
    }

    synchronized List<Item> in(String scope, Predicate<Item> selected) {
        return items.values().stream()
                .filter(item -> item.scope().equals(scope)
                        || alsoShownIn.getOrDefault(item.id(), Set.of()).contains(scope))
                .filter(selected)
                .toList();
    }

    synchronized List<Touched> since(String scope, long position) {
        return feed.values().stream()
                .filter(touched -> touched.scope().equals(scope) && touched.number() > position)
                .toList();
    }

    /** All documents and where they are. */
    synchronized Map<String, Item> byPath(Predicate<Item> selected) {
        Map<String, Item> found = new TreeMap<>();
        items.values().stream()
                .filter(item -> !item.folder())
                .filter(selected)
                .forEach(item -> found.put(path(item), item));
        return found;
    }

    private String path(Item item) {
        List<String> names = new ArrayList<>(List.of(item.name()));
        for (Item folder = items.get(item.parent()); folder != null; folder = items.get(folder.parent())) {
            names.addFirst(folder.name());
        }
        return String.join("/", names);
    }
}
