package dev.portolan.providers.s3;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.paths.ByteOrder;
import dev.portolan.providers.paths.KeyMark;
import dev.portolan.providers.paths.Selection;
import dev.portolan.providers.s3.S3Payloads.Item;
import dev.portolan.providers.s3.S3Payloads.Listing;
import dev.portolan.providers.wire.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One bucket: listed in byte order anew in every run, in ranges of keys, with checkpoints that name the last key. */
final class S3Session implements ConnectorSession {

    /** The most that a store gives at once. */
    static final int PAGE = 1_000;

    private final Store store;
    private final Bucket bucket;
    private final Selection selection;
    private final Objects objects;

    S3Session(Store store, Selection selection) {
        this.store = store;
        this.bucket = store.bucket();
        this.selection = selection;
        this.objects = new Objects(bucket);
    }

    @Override
    public Account account() {
        store.list(Wanted.after(bucket.prefix(), "", 1));
        String id = store.accessKeyId().orElse("anonymous") + "@" + bucket.host() + "/" + bucket.name();
        return new Account(S3Connector.ID, id, Optional.empty(), bucket.name());
    }

    @Override
    public List<Scope> scopes(List<Scope> known) {
        List<Range> kept =
                known.stream().map(Range::known).flatMap(Optional::stream).toList();
        List<Range> ranges = Range.areWhole(kept) && kept.size() == known.size() ? kept : new Division(store).ranges();
        String selected = selection.fingerprint(bucket.host() + "/" + bucket.name() + "/" + bucket.prefix());
        return ranges.stream().map(range -> range.scope(bucket, selected)).toList();
    }

    @Override
    public Change.Page changes(Scope scope, Checkpoint since) {
        Range range = Range.of(scope.id());
        String after = since.isStart() ? range.after() : KeyMark.after(since);
        Listing page = store.list(Wanted.after(bucket.prefix(), after, PAGE));
        List<Item> items = page.items().stream()
                .takeWhile(item -> !range.endsBefore(item.key()))
                .toList();
        List<Change> changes = items.stream()
                .filter(this::isWanted)
                .<Change>map(item -> new Change.Upserted(objects.document(item)))
                .toList();
        Optional<String> from = Optional.of(after).filter(key -> !key.isEmpty());
        boolean whole = !items.isEmpty() && items.size() == page.items().size();
        if (!page.truncated() || !whole || items.getLast().key().equals(range.through())) {
            Optional<String> end = Optional.of(range.through()).filter(key -> !key.isEmpty());
            return Change.Page.listed(changes, Checkpoint.START).covering(new KeyRange(from, end));
        }
        String last = items.getLast().key();
        if (last.equals(after)) {
            throw new ProviderFailure.Invalid(
                    bucket.host() + " lists the bucket '" + bucket.name() + "' in circles: it ignores start-after");
        }
        return Change.Page.more(changes, KeyMark.at(last)).covering(new KeyRange(from, Optional.of(last)));
    }

    @Override
    public Content fetch(Resource document) {
        Optional<String> archived = objects.archive(document);
        if (archived.isPresent()) {
            return absent(archived.get());
        }
        Reply reply = store.object(objects.key(document), objects.etag(document), document.size());
        if (!reply.ok()) {
            reply.close();
            return absent("an archive tier");
        }
        return objects.content(document, reply);
    }

    private static Content absent(String where) {
        return new Content.Absent(
                ItemIssue.Code.ARCHIVED, "The object is in " + where + " and must be restored before it can be read");
    }

    @Override
    public Resource resource(Resource.Id id) {
        String key = checked(id);
        for (Item item : store.list(Wanted.after(key, "", 1)).items()) {
            if (item.key().equals(key) && isWanted(item)) {
                return objects.readable(item);
            }
            if (key.endsWith("/")) {
                return objects.folder(key);
            }
        }
        throw new ProviderFailure.Missing("There is no object '" + key + "' in the bucket '" + bucket.name() + "'");
    }

    @Override
    public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        if (!parent.equals(ROOT) && !parent.value().endsWith("/")) {
            resource(parent);
            return Page.last(List.of());
        }
        String prefix = parent.equals(ROOT) ? bucket.prefix() : checked(parent);
        Listing page = store.list(Wanted.beneath(prefix, cursor.value(), Math.min(size, PAGE)));
        List<Resource> found = new ArrayList<>();
        page.folders().stream()
                .filter(folder -> !selection.prunes(objects.path(folder)))
                .map(objects::folder)
                .forEach(found::add);
        page.items().stream().filter(this::isWanted).map(objects::document).forEach(found::add);
        found.sort(Comparator.comparing(resource -> resource.id().value(), ByteOrder.UTF_8));
        return new Page<>(found, page.truncated() ? page.token().map(Page.Cursor::new) : Optional.empty());
    }

    private boolean isWanted(Item item) {
        return !item.isFolderMarker() && selection.selects(objects.path(item.key()));
    }

    /** A key within the prefix: what else the bucket holds is not this connection's. */
    private String checked(Resource.Id id) {
        if (!id.value().startsWith(bucket.prefix())) {
            throw new ProviderFailure.Missing(
                    "'" + id.value() + "' does not begin with the prefix '" + bucket.prefix() + "'");
        }
        return id.value();
    }

    @Override
    public Page<Resource> search(String query, Page.Cursor cursor, int size) {
        throw new ProviderFailure.Invalid("A bucket cannot be searched live; search its documents instead");
    }

    @Override
    public void close() {}
}
