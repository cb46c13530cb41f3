package dev.portolan.providers.dropbox;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.dropbox.DropboxPayloads.Entry;
import dev.portolan.providers.dropbox.DropboxPayloads.FullAccount;
import dev.portolan.providers.dropbox.DropboxPayloads.Listing;
import dev.portolan.providers.dropbox.DropboxPayloads.Matches;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Reply;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One Dropbox account: each picked folder is listed whole, and its listing's cursor goes on as the feed of changes. */
final class DropboxSession implements ConnectorSession {

    /** The most that Dropbox gives at once. */
    private static final int PAGE = 2_000;

    private static final int SEARCHED = 1_000;

    private final DropboxApi api;
    private final Json json;
    private final Roots roots;
    private final Entries entries;

    DropboxSession(DropboxApi api, Json json, Roots roots) {
        this.api = api;
        this.json = json;
        this.roots = roots;
        this.entries = new Entries(roots);
    }

    @Override
    public Account account() {
        FullAccount me = api.account();
        return new Account(
                DropboxConnector.ID,
                me.accountId(),
                Optional.of(me.email()),
                me.name().displayName());
    }

    @Override
    public List<Scope> scopes(List<Scope> known) {
        return roots.scopes();
    }

    @Override
    public Change.Page changes(Scope scope, Checkpoint since) {
        if (since.isStart()) {
            String root = api.root();
            return page(root, true, api.askAt(root, about(scope), "/files/list_folder", listing(scope), Listing.class));
        }
        Mark mark = Mark.of(since);
        Listing page = api.askAt(
                mark.root(),
                about(scope),
                "/files/list_folder/continue",
                Map.of("cursor", mark.cursor()),
                Listing.class);
        return page(mark.root(), mark.listing(), page);
    }

    private Change.Page page(String root, boolean listing, Listing page) {
        List<Change> changes = entries.changes(page.entries(), !listing);
        Checkpoint next = new Mark(listing && page.hasMore(), root, page.cursor()).checkpoint();
        if (page.hasMore()) {
            return Change.Page.more(changes, next);
        }
        return listing ? Change.Page.listed(changes, next) : Change.Page.caughtUp(changes, next);
    }

    private Map<String, ?> listing(Scope scope) {
        return Map.of(
                "path",
                roots.path(scope),
                "recursive",
                true,
                "include_mounted_folders",
                true,
                "include_non_downloadable_files",
                true,
                "limit",
                PAGE);
    }

    private static String about(Scope scope) {
        return "The folder '" + scope.name() + "'";
    }

    @Override
    public Content fetch(Resource document) {
        if (document.attributes().containsKey(Entries.LINK)) {
            return new Content.Absent(
                    ItemIssue.Code.NO_TEXT, "It is a symbolic link, and Dropbox has nothing but its target's name");
        }
        String format = document.attributes().get(Entries.EXPORT);
        if (format != null && format.isEmpty()) {
            return new Content.Absent(ItemIssue.Code.NO_TEXT, "Dropbox cannot export a file of this kind");
        }
        return current(() -> format == null ? download(document) : export(document, format));
    }

    private Content download(Resource document) {
        Reply reply = api.bytes(
                about(document), "/files/download", Map.of("path", document.id().value()), document.size());
        Optional<Long> length =
                reply.length().isPresent() ? Optional.of(reply.length().getAsLong()) : Optional.empty();
        InputStream body = hash(reply)
                .<InputStream>map(expected -> new Hashed(reply.body(), expected))
                .orElseGet(reply::body);
        return new Content.Stream(document.mediaType(), length, body);
    }

    /** Of the very version that is sent. */
    private Optional<String> hash(Reply reply) {
        return reply.header("Dropbox-API-Result")
                .flatMap(result -> json.tree(result.getBytes(StandardCharsets.UTF_8)))
                .flatMap(result -> Json.text(result, "content_hash"));
    }

    private Content export(Resource document, String format) {
        Reply reply = api.bytes(
                about(document),
                "/files/export",
                Map.of("path", document.id().value(), "export_format", format),
                Optional.empty());
        return new Content.Stream(Entries.mediaType(format), Optional.empty(), reply.body());
    }

    private static String about(Resource document) {
        return "'" + document.name() + "'";
    }

    @Override
    public Resource resource(Resource.Id id) {
        Entry entry = current(
                () -> api.ask("'" + id.value() + "'", "/files/get_metadata", Map.of("path", id.value()), Entry.class));
        return entries.wanted(entry)
                .orElseThrow(() -> new ProviderFailure.Missing("'" + id.value() + "' is not selected"));
    }

    @Override
    public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        if (parent.equals(ROOT) && !roots.areWhole()) {
            return Page.last(roots.paths().stream()
                    .map(path -> resource(new Resource.Id(path)))
                    .toList());
        }
        if (!parent.equals(ROOT) && !resource(parent).isFolder()) {
            return Page.last(List.of());
        }
        Browsed from = Browsed.of(cursor);
        Listing page = current(() -> from.cursor().isEmpty()
                ? api.ask(
                        "The folder '" + parent.value() + "'",
                        "/files/list_folder",
                        Map.of("path", parent.value(), "limit", Math.clamp(size, 1, PAGE)),
                        Listing.class)
                : api.ask(
                        "The folder '" + parent.value() + "'",
                        "/files/list_folder/continue",
                        Map.of("cursor", from.cursor()),
                        Listing.class));
        List<Entry> rest = page.entries().stream().skip(from.skipped()).toList();
        List<Resource> shown = rest.stream()
                .limit(size)
                .map(entries::wanted)
                .flatMap(Optional::stream)
                .toList();
        return new Page<>(shown, from.next(page, rest.size(), size).map(Browsed::cursorOfOurs));
    }

    /**
     * Where browsing stopped. A page may hold more than was asked for: the rest of it is asked for again.
     *
     * @param cursor empty at the beginning
     * @param skipped entries of that page that were shown
     */
    private record Browsed(String cursor, int skipped) {

        static Browsed of(Page.Cursor cursor) {
            if (cursor.isStart()) {
                return new Browsed("", 0);
            }
            if (!cursor.value().matches("\\d{1,6}:.*")) {
                throw new ProviderFailure.Invalid("The cursor is not one of this listing");
            }
            int colon = cursor.value().indexOf(':');
            return new Browsed(
                    cursor.value().substring(colon + 1),
                    Integer.parseInt(cursor.value().substring(0, colon)));
        }

        Optional<Browsed> next(Listing page, int rest, int size) {
            if (rest > size) {
                return Optional.of(new Browsed(cursor, skipped + size));
            }
            return page.hasMore() ? Optional.of(new Browsed(page.cursor(), 0)) : Optional.empty();
        }

        Page.Cursor cursorOfOurs() {
            return new Page.Cursor(skipped + ":" + cursor);
        }
    }

    @Override
    public Page<Resource> search(String query, Page.Cursor cursor, int size) {
        Matches found = current(() -> cursor.isStart()
                ? api.ask(
                        "The search",
                        "/files/search_v2",
                        Map.of("query", query.substring(0, Math.min(1_000, query.length())), "options", options(size)),
                        Matches.class)
                : api.ask("The search", "/files/search/continue_v2", Map.of("cursor", cursor.value()), Matches.class));
        List<Resource> shown = found.matches().stream()
                .flatMap(match -> match.metadata().metadata().stream())
                .map(entries::wanted)
                .flatMap(Optional::stream)
                .toList();
        return new Page<>(shown, found.cursor().filter(more -> found.hasMore()).map(Page.Cursor::new));
    }

    private Map<String, ?> options(int size) {
        Map<String, Object> options = new HashMap<>();
        options.put("max_results", Math.clamp(size, 1, SEARCHED));
        options.put("file_status", "active");
        if (roots.paths().size() == 1 && !roots.areWhole()) {
            options.put("path", roots.paths().getFirst());
        }
        return options;
    }

    /** Once more where the team's space has changed meanwhile. */
    private static <T> T current(Supplier<T> ask) {
        try {
            return ask.get();
        } catch (ProviderFailure.ResyncRequired elsewhere) {
            return ask.get();
        }
    }

    @Override
    public void close() {}
}
