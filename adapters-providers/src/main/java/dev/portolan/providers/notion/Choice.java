package dev.portolan.providers.notion;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Scope;
import dev.portolan.domain.Settings;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a connection has selected: pages and databases with all that is in them, or whatever is shared with it. */
final class Choice {

    static final String ABSENT = "deleteUnshared";

    private static final String WORKSPACE = "workspace";
    private static final String PAGE = "page:";
    private static final Pattern ID = Pattern.compile("(?:[0-9a-f]{32})(?=$|[?#&/])");

    private final NotionApi api;
    private final List<String> picked;
    private final boolean deletesAbsent;

    Choice(NotionApi api, Settings settings) {
        this.api = api;
        this.picked =
                settings.texts("pages").stream().map(Choice::id).distinct().toList();
        this.deletesAbsent = settings.flag(ABSENT);
    }

    /** An address ends with the id, without dashes. */
    private static String id(String typed) {
        Matcher id = ID.matcher(typed.strip().toLowerCase(java.util.Locale.ROOT).replace("-", ""));
        return id.find() ? dashed(id.group()) : typed.strip();
    }

    /** @throws ProviderFailure.Invalid where a pick can be nothing in Notion */
    void check() {
        for (String id : picked) {
            if (!id.matches("[0-9a-f-]{36}")) {
                throw new ProviderFailure.Invalid(
                        "The setting 'pages' has '" + id + "', which is neither the id nor the address of a page");
            }
        }
    }

    /** Ids as Notion's answers have them. */
    static String dashed(String id) {
        return id.length() == 32
                ? String.join(
                        "-",
                        id.substring(0, 8),
                        id.substring(8, 12),
                        id.substring(12, 16),
                        id.substring(16, 20),
                        id.substring(20))
                : id;
    }

    boolean isWhole() {
        return picked.isEmpty();
    }

    List<String> picked() {
        return picked;
    }

    Places places() {
        return new Places(api, Set.copyOf(picked));
    }

    /** Whether it is picked, or in something that is. */
    boolean has(Places places, Thing thing) {
        return isWhole()
                || picked.contains(thing.id())
                || places.above(thing).stream()
                        .anyMatch(folder ->
                                picked.contains(Items.holder(folder.id().value())));
    }

    /** Whether what a complete walk has not met is to be deleted. */
    boolean deletesAbsent() {
        return deletesAbsent;
    }

    List<Scope> scopes() {
        check();
        if (isWhole()) {
            return List.of(new Scope(WORKSPACE, "Workspace"));
        }
        return picked.stream()
                .filter(id -> picked.size() == 1 || !isWithinAnother(id))
                .map(id -> new Scope(PAGE + id, name(id)))
                .toList();
    }

    private String name(String id) {
        return new Places(api, Set.of()).find(id).map(Items::title).orElse(id);
    }

    private boolean isWithinAnother(String id) {
        Set<String> others = picked.stream().filter(other -> !other.equals(id)).collect(Collectors.toSet());
        Places places = new Places(api, Set.of());
        return places.find(id)
                .filter(thing -> places.above(thing).stream()
                        .anyMatch(folder ->
                                others.contains(Items.holder(folder.id().value()))))
                .isPresent();
    }

    /** The page or database that a scope is about; empty: all that is shared. */
    static Optional<String> pick(Scope scope) {
        String id = scope.id().value();
        return id.startsWith(PAGE) ? Optional.of(id.substring(PAGE.length())) : Optional.empty();
    }
}
