package dev.portolan.providers.dropbox;

import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Scope;
import dev.portolan.providers.dropbox.DropboxPayloads.Listing;
import java.util.List;
import java.util.Map;

/** The pages of one folder: its listing, whose cursor then goes on as the feed of changes. */
record FolderSync(DropboxApi api, Items items, Choice choice, Scope scope) {

    Change.Page after(Checkpoint since) {
        if (since.isStart()) {
            String root = api.root();
            return page(root, true, api.askAt(root, about(), "/files/list_folder", listing(), Listing.class));
        }
        Mark mark = Mark.of(since);
        Listing page = api.askAt(
                mark.root(), about(), "/files/list_folder/continue", Map.of("cursor", mark.cursor()), Listing.class);
        return page(mark.root(), mark.listing(), page);
    }

    private Change.Page page(String root, boolean listing, Listing page) {
        List<Change> changes = items.changes(page.entries(), !listing);
        Checkpoint next = new Mark(listing && page.hasMore(), root, page.cursor()).checkpoint();
        if (page.hasMore()) {
            return Change.Page.more(changes, next);
        }
        return listing ? Change.Page.listed(changes, next) : Change.Page.caughtUp(changes, next);
    }

    private Map<String, ?> listing() {
        return Map.of(
                "path",
                choice.path(scope),
                "recursive",
                true,
                "include_mounted_folders",
                true,
                "include_non_downloadable_files",
                true,
                "limit",
                DropboxApi.PAGE);
    }

    private String about() {
        return "The folder '" + scope.name() + "'";
    }
}
