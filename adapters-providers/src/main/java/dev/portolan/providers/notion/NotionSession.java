package dev.portolan.providers.notion;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.notion.NotionPayloads.Bot;
import dev.portolan.providers.notion.NotionPayloads.Owner;
import dev.portolan.providers.notion.NotionPayloads.Person;
import dev.portolan.providers.notion.NotionPayloads.Self;
import dev.portolan.providers.notion.NotionPayloads.Thing;
import dev.portolan.providers.notion.NotionPayloads.User;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One bot, which Notion makes of an app that a user has let into a workspace, and the pages that are shared with it. */
final class NotionSession implements ConnectorSession {

    private static final Pattern ID =
            Pattern.compile("(?:in:|file:|value:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?::.*)?");

    private final NotionApi api;
    private final Items items;
    private final Choice choice;
    private final Contents contents;

    NotionSession(NotionApi api, Items items, Choice choice) {
        this.api = api;
        this.items = items;
        this.choice = choice;
        this.contents = new Contents(api, items);
    }

    @Override
    public Account account() {
        choice.check();
        Self bot = api.self();
        Optional<User> owner = bot.bot().flatMap(Bot::owner).flatMap(Owner::user);
        return new Account(
                NotionConnector.ID,
                bot.id(),
                owner.flatMap(User::person).flatMap(Person::email),
                owner.flatMap(User::name)
                        .or(() -> bot.bot().flatMap(Bot::workspaceName))
                        .or(bot::name)
                        .orElse(bot.id()));
    }

    @Override
    public List<Scope> scopes(List<Scope> known) {
        return choice.scopes();
    }

    @Override
    public Change.Page changes(Scope scope, Checkpoint since) {
        return WorkspaceSync.after(api, items, choice, scope, since);
    }

    @Override
    public Content fetch(Resource document) {
        return contents.of(document);
    }

    @Override
    public Resource resource(Resource.Id id) {
        String text = id.value();
        if (!ID.matcher(text).matches()) {
            throw new ProviderFailure.Missing("'" + text + "' is no id of Notion");
        }
        if (text.startsWith(Items.FILE) || text.startsWith(Items.VALUE)) {
            return contents.resource(id);
        }
        if (text.startsWith(Items.INSIDE)) {
            Thing page = contents.page(Items.holder(text));
            return Items.folder(page, selected(page).folder(page));
        }
        return resource(thing(text));
    }

    private Thing thing(String id) {
        try {
            return contents.page(id);
        } catch (ProviderFailure.Missing noPage) {
            return Contents.there(api.dataSource(id));
        }
    }

    private Resource resource(Thing thing) {
        Places places = selected(thing);
        return resource(thing, places.folder(thing));
    }

    private Resource resource(Thing thing, Optional<Resource.Id> in) {
        return thing.object().equals("data_source") ? Items.folder(thing, in) : items.page(thing, in);
    }

    /** @throws ProviderFailure.Missing where it is not */
    private Places selected(Thing thing) {
        Places places = choice.places();
        if (!choice.has(places, thing)) {
            throw new ProviderFailure.Missing("'" + Items.title(thing) + "' is not selected");
        }
        return places;
    }

    @Override
    public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        return new Shelves(api, items, choice).children(parent, cursor, size);
    }

    @Override
    public Page<Resource> search(String query, Page.Cursor cursor, int size) {
        return new Shelves(api, items, choice).search(query, cursor, size);
    }

    @Override
    public void close() {}
}
