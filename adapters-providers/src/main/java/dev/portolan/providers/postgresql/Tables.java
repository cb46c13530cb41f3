package dev.portolan.providers.postgresql;

import dev.portolan.domain.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which tables of a schema a connection wants.
 *
 * @param names as the user gave them; none: all that can be read
 */
record Tables(String schema, List<String> names) {

    static final String SCHEMA = "public";

    static Tables of(Settings settings) {
        return new Tables(
                settings.text("schema").orElse(SCHEMA),
                settings.texts("tables").stream().distinct().sorted().toList());
    }

    /**
     * The wanted ones among all of the schema. Those that were named are there even where they cannot be read, because users
     * want to be told; a partition is left out where the table that it is part of is there.
     */
    List<Relation> among(List<Relation> all) {
        if (names.isEmpty()) {
            return all.stream()
                    .filter(relation -> relation.readable() && relation.root().isEmpty() && !relation.ofExtension())
                    .toList();
        }
        Map<String, Relation> byName = all.stream().collect(Collectors.toMap(Relation::name, Function.identity()));
        Set<String> named = new HashSet<>(names);
        return names.stream()
                .map(name -> byName.getOrDefault(name, Relation.absent(name)))
                .filter(relation -> relation.root().filter(named::contains).isEmpty())
                .toList();
    }

    /** Whether a table of that name is wanted, if it is there. */
    boolean wants(String table) {
        return names.isEmpty() || names.contains(table);
    }

    String id(String table) {
        return Names.canonical(schema, table);
    }
}
