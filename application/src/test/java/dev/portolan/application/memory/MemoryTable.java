package dev.portolan.application.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An ordered table that can undo what a failed transaction did to it. To be used inside {@link MemoryDatabase#call}. */
final class MemoryTable<K, V> {

    private final MemoryDatabase database;
    private final NavigableMap<K, V> rows;

    MemoryTable(MemoryDatabase database, Comparator<? super K> order) {
        this.database = database;
        this.rows = new TreeMap<>(order);
    }

    Optional<V> get(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    void put(K key, V value) {
        V before = rows.put(key, value);
        database.undoBy(() -> {
            if (before == null) {
                rows.remove(key);
            } else {
                rows.put(key, before);
            }
        });
    }

    boolean remove(K key) {
        V before = rows.remove(key);
        if (before != null) {
            database.undoBy(() -> rows.put(key, before));
        }
        return before != null;
    }

    int removeIf(Predicate<V> condition, int limit) {
        List<K> keys = new ArrayList<>();
        rows.forEach((key, value) -> {
            if (keys.size() < limit && condition.test(value)) {
                keys.add(key);
            }
        });
        keys.forEach(this::remove);
        return keys.size();
    }

    Stream<V> stream() {
        return rows.values().stream();
    }

    NavigableMap<K, V> after(K key) {
        return rows.tailMap(key, false);
    }
}
