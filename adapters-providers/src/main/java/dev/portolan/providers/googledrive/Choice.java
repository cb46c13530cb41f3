package dev.portolan.providers.googledrive;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Scope;
import dev.portolan.domain.Settings;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.Drive;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.DriveList;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.File;
import dev.portolan.providers.paths.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a connection has picked, and whether a file is part of it. */
final class Choice {

    private static final String EVERY = "*";

    private final GoogleDriveApi api;
    private final Folders folders;
    private final List<String> picked;
    private final List<String> drives;
    private final Selection selection;
    private final boolean selects;

    Choice(GoogleDriveApi api, Settings settings) {
        this.api = api;
        this.folders = new Folders(api);
        this.picked =
                settings.texts("folders").stream().map(Choice::id).distinct().toList();
        this.drives = settings.texts("sharedDrives").stream()
                .map(Choice::id)
                .distinct()
                .toList();
        this.selection = Selection.of(settings);
        this.selects = !settings.texts("include").isEmpty()
                || !settings.texts("exclude").isEmpty();
    }

    /** People paste addresses. */
    private static String id(String typed) {
        return typed.strip().replaceFirst("^https?://.*/(folders|drives)/", "").replaceFirst("[?#/].*$", "");
    }

    boolean isOnlyMyDrive() {
        return picked.isEmpty() && drives.isEmpty();
    }

    List<Scope> scopes() {
        List<Scope> scopes = new ArrayList<>();
        if (picked.isEmpty()) {
            scopes.add(scope(new Place(Corpus.MINE, Optional.empty()), "My Drive"));
        }
        outermost()
                .forEach(folder -> scopes.add(scope(
                        new Place(new Corpus(folder.driveId()), Optional.of(folder.id())),
                        folder.name().orElse(folder.id()))));
        for (Drive drive : drives.contains(EVERY) ? everyDrive() : named()) {
            scopes.add(scope(
                    new Place(Corpus.of(drive.id()), Optional.empty()),
                    drive.name().orElse(drive.id())));
        }
        return scopes;
    }

    private Scope scope(Place place, String name) {
        return new Scope(place.id(), name, selection.fingerprint(place.id().value()));
    }

    /** One that cannot be seen stays a scope: its listing tells that access is lost. */
    private List<File> outermost() {
        List<File> found = picked.stream().map(this::folder).toList();
        return found.stream()
                .filter(folder -> folders.above(folder).stream().noneMatch(above -> picked.contains(above.id())))
                .filter(folder -> folder.driveId().filter(this::takesDrive).isEmpty())
                .toList();
    }

    private boolean takesDrive(String id) {
        return drives.contains(EVERY) || drives.contains(id);
    }

    private File folder(String id) {
        try {
            return api.file(id, GoogleDriveApi.FILE);
        } catch (ProviderFailure.Missing | ProviderFailure.Denied notShared) {
            return File.unseen(id);
        }
    }

    private List<Drive> named() {
        return drives.stream().map(this::named).toList();
    }

    private Drive named(String id) {
        try {
            return api.drive(id);
        } catch (ProviderFailure.Missing | ProviderFailure.Denied notShared) {
            return new Drive(id, Optional.empty());
        }
    }

    private List<Drive> everyDrive() {
        List<Drive> every = new ArrayList<>();
        Optional<String> page = Optional.of("");
        while (page.isPresent()) {
            DriveList list = api.drives(page.get());
            every.addAll(list.drives());
            page = list.nextPageToken();
        }
        return every;
    }

    /** Before a page of a listing is looked at: whoever needs the folders above files needs most of them. */
    void prepare(Place place) {
        if (selects || place.folder().isPresent()) {
            folders.loadAll(place.corpus());
        }
    }

    void learn(File folder) {
        folders.learn(folder);
    }

    boolean wants(Place place, File file) {
        if (!place.corpus().has(file)
                || place.folder().filter(id -> !folders.isBelow(file, id)).isPresent()) {
            return false;
        }
        if (!selects) {
            return true;
        }
        String path = folders.path(file);
        return file.isFolder() ? !selection.prunes(path + "/") : selection.selects(path);
    }

    /** The places, for browsing: without names that would have to be asked for. */
    List<Place> places() {
        return scopes().stream().map(Place::of).toList();
    }
}
