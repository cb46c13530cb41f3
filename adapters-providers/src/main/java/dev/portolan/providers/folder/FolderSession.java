package dev.portolan.providers.folder;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Page;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.disk.Entry;
import dev.portolan.providers.disk.Tree;
import dev.portolan.providers.disk.Walk;
import dev.portolan.providers.paths.KeyMark;
import dev.portolan.providers.paths.MediaTypes;
import dev.portolan.providers.paths.Selection;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/** One directory: a listing in byte order that begins anew in every run, with checkpoints that name the last file. */
final class FolderSession implements ConnectorSession {

    private static final int PAGE = 1_000;
    private static final int LOOKS = 20 * PAGE;

    private final Tree tree;
    private final Selection selection;
    private final Scope scope;
    private final Walk walk;

    FolderSession(Tree tree, Selection selection, String path) {
        this.tree = tree;
        this.selection = selection;
        this.walk = new Walk(tree, selection);
        this.scope = new Scope(new Scope.Id("folder"), path, selection.fingerprint(path));
    }

    @Override
    public Account account() {
        return at("", () -> {
            String real = tree.real().toString();
            return new Account(new Provider.Id("folder"), real, Optional.empty(), real);
        });
    }

    @Override
    public List<Scope> scopes(List<Scope> known) {
        return List.of(scope);
    }

    @Override
    public Change.Page changes(Scope of, Checkpoint since) {
        String after = KeyMark.after(since);
        Walk.Found found = at("", () -> walk.after(after, PAGE, LOOKS));
        List<Change> changes = found.files().stream()
                .<Change>map(file -> new Change.Upserted(resource(file)))
                .toList();
        KeyRange covered = new KeyRange(Optional.of(after).filter(path -> !path.isEmpty()), found.last());
        return found.last()
                .map(last -> Change.Page.more(changes, KeyMark.at(last)))
                .orElseGet(() -> Change.Page.listed(changes, Checkpoint.START))
                .covering(covered);
    }

    @Override
    public Content fetch(Resource document) {
        return at(document.id().value(), () -> {
            SeekableByteChannel channel = tree.open(document.id().value());
            return new Content.Stream(
                    document.mediaType(), Optional.of(channel.size()), Channels.newInputStream(channel));
        });
    }

    @Override
    public Resource resource(Resource.Id id) {
        Entry entry = at(id.value(), () -> tree.entry(id.value()));
        if (entry.directory() ? selection.prunes(entry.path()) : !selection.selects(entry.path())) {
            throw new ProviderFailure.Missing("'" + id.value() + "' is not selected");
        }
        return resource(entry);
    }

    @Override
    public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        String directory = parent.value();
        if (!directory.isEmpty() && !directory.endsWith("/")) {
            resource(parent);
            return Page.last(List.of());
        }
        if (!cursor.value().startsWith(directory) && !cursor.isStart()) {
            throw new ProviderFailure.Invalid("The cursor is not one of this listing");
        }
        Walk.Found found = at(directory, () -> walk.children(directory, cursor.value(), size));
        return new Page<>(
                found.files().stream().map(FolderSession::resource).toList(),
                found.last().map(Page.Cursor::new));
    }

    @Override
    public Page<Resource> search(String query, Page.Cursor cursor, int size) {
        throw new ProviderFailure.Invalid("A folder cannot be searched live; search its documents instead");
    }

    @Override
    public void close() {}

    private static Resource resource(Entry entry) {
        return entry.directory()
                ? Resource.folder(entry.path(), entry.name())
                        .at(entry.path().substring(0, entry.path().length() - 1))
                : Resource.document(entry.path(), entry.name(), entry.version())
                        .at(entry.path())
                        .ofType(MediaTypes.of(entry.path()))
                        .sized(entry.size())
                        .modified(entry.modifiedAt());
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T at(String path, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw FolderConnector.failure(e, path);
        }
    }
}
