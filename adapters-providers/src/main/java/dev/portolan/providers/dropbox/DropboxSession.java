package dev.portolan.providers.dropbox;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.dropbox.DropboxPayloads.Entry;
import dev.portolan.providers.dropbox.DropboxPayloads.FullAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One Dropbox account: each picked folder is listed whole, and its listing's cursor goes on as the feed of changes. */
final class DropboxSession implements ConnectorSession {

    private final DropboxApi api;
    private final Items items;
    private final Choice choice;

    DropboxSession(DropboxApi api, Choice choice) {
        this.api = api;
        this.items = new Items(choice);
        this.choice = choice;
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
        return choice.scopes();
    }

    @Override
    public Change.Page changes(Scope scope, Checkpoint since) {
        return new FolderSync(api, items, choice, scope).after(since);
    }

    @Override
    public Content fetch(Resource document) {
        return new Contents(api).of(document);
    }

    @Override
    public Resource resource(Resource.Id id) {
        Entry entry = api.current(
                () -> api.ask("'" + id.value() + "'", "/files/get_metadata", Map.of("path", id.value()), Entry.class));
        return items.wanted(entry)
                .orElseThrow(() -> new ProviderFailure.Missing("'" + id.value() + "' is not selected"));
    }

    @Override
    public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        if (parent.equals(ROOT) && !choice.areWhole()) {
            return Page.last(choice.paths().stream()
                    .map(path -> resource(new Resource.Id(path)))
                    .toList());
        }
        if (!parent.equals(ROOT) && !resource(parent).isFolder()) {
            return Page.last(List.of());
        }
        return new Shelves(api, items, choice).children(parent, cursor, size);
    }

    @Override
    public Page<Resource> search(String query, Page.Cursor cursor, int size) {
        return new Shelves(api, items, choice).search(query, cursor, size);
    }

    @Override
    public void close() {}
}
