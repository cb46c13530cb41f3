package dev.portolan.providers.googledrive;

import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.ChangeList;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.Entry;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.File;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.FileList;
import dev.portolan.providers.googledrive.Mark.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pages of one place: its listing, and then its log of changes. The log says nothing of what is below a folder that was
 * moved in or restored, so that folders it names are looked into before it goes on.
 */
record PlaceSync(GoogleDriveApi api, Choice choice, Place place) {

    private static final String LIVE = "trashed = false";

    /** Folders that are looked into with one call. */
    private static final int AT_ONCE = 20;

    Change.Page after(Checkpoint since) {
        if (since.isStart()) {
            return listing(new Mark(Step.LISTING, api.startToken(place.corpus()), "", List.of()));
        }
        Mark mark = Mark.of(since);
        try {
            return switch (mark.step()) {
                case LISTING -> listing(mark);
                case FEED -> feed(mark);
                case BELOW, BELOW_LAST -> below(mark);
            };
        } catch (ProviderFailure.Missing | ProviderFailure.Invalid refused) {
            throw tokenOrDrive();
        }
    }

    /** A token that is no longer known, or a drive that is no longer shared. */
    private ProviderFailure tokenOrDrive() {
        place.corpus().drive().ifPresent(api::drive);
        return new ProviderFailure.ResyncRequired(
                place.corpus().about() + ": Google does not know its page token any more");
    }

    private Change.Page listing(Mark mark) {
        checkPlace();
        FileList page = api.listFoldersFirst(place.corpus(), LIVE, mark.page());
        choice.prepare(place);
        List<Change> changes = upserts(page.files());
        return page.nextPageToken()
                .map(next ->
                        Change.Page.more(changes, new Mark(Step.LISTING, mark.log(), next, List.of()).checkpoint()))
                .orElseGet(
                        () -> Change.Page.listed(changes, Mark.feed(mark.log()).checkpoint()));
    }

    /** A picked folder that is gone is access lost: its listing must not be empty instead. */
    private void checkPlace() {
        place.folder().ifPresent(id -> {
            if (api.file(id, "id,trashed").isTrashed()) {
                throw new ProviderFailure.Missing("The picked folder '" + id + "' is in the trash");
            }
        });
    }

    private List<Change> upserts(List<File> files) {
        return files.stream()
                .filter(file -> !file.isTrashed() && choice.wants(place, file))
                .<Change>map(file -> new Change.Upserted(Items.resource(file)))
                .toList();
    }

    private Change.Page feed(Mark mark) {
        ChangeList page = api.changes(place.corpus(), mark.log());
        List<Entry> entries = page.changes().stream()
                .filter(entry -> !entry.changeType().filter("drive"::equals).isPresent())
                .toList();
        entries.stream()
                .flatMap(entry -> entry.file().stream())
                .filter(File::isFolder)
                .forEach(choice::learn);
        List<Change> changes = new ArrayList<>();
        Set<String> folders = new LinkedHashSet<>();
        entries.forEach(entry -> entry.fileId().ifPresent(id -> {
            Optional<File> live = entry.file()
                    .filter(file -> !entry.removed().orElse(false) && !file.isTrashed() && choice.wants(place, file));
            changes.add(live.<Change>map(file -> new Change.Upserted(Items.resource(file)))
                    .orElseGet(() -> new Change.Deleted(id)));
            live.filter(File::isFolder).ifPresent(folder -> folders.add(id));
        }));
        String next = page.nextPageToken().or(page::newStartPageToken).orElse(mark.log());
        boolean last = page.nextPageToken().isEmpty();
        return page(changes, last, next, List.copyOf(folders));
    }

    private Change.Page below(Mark mark) {
        List<String> now = mark.folders().stream().limit(AT_ONCE).toList();
        List<String> later = mark.folders().stream().skip(AT_ONCE).toList();
        FileList page = api.list(
                place.corpus(),
                now.stream().map(id -> "'" + id + "' in parents").collect(Collectors.joining(" or ", "(", ") and "))
                        + LIVE,
                mark.page(),
                GoogleDriveApi.PAGE);
        page.files().stream().filter(File::isFolder).forEach(choice::learn);
        List<Change> changes = upserts(page.files());
        Set<String> rest = new LinkedHashSet<>(later);
        page.files().stream().filter(File::isFolder).map(File::id).forEach(rest::add);
        if (page.nextPageToken().isPresent()) {
            List<String> all = new ArrayList<>(now);
            all.addAll(rest);
            return Change.Page.more(
                    changes,
                    new Mark(mark.step(), mark.log(), page.nextPageToken().get(), all).checkpoint());
        }
        return page(changes, mark.step() == Step.BELOW_LAST, mark.log(), List.copyOf(rest));
    }

    private static Change.Page page(List<Change> changes, boolean last, String log, List<String> folders) {
        if (!folders.isEmpty()) {
            return Change.Page.more(
                    changes, new Mark(last ? Step.BELOW_LAST : Step.BELOW, log, "", folders).checkpoint());
        }
        Checkpoint next = Mark.feed(log).checkpoint();
        return last ? Change.Page.caughtUp(changes, next) : Change.Page.more(changes, next);
    }

    /** One file, if it is part of this place. */
    Optional<Resource> resource(File file) {
        return !file.isTrashed() && choice.wants(place, file) ? Optional.of(Items.resource(file)) : Optional.empty();
    }
}
