package dev.portolan.providers.googledrive;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.About;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.File;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.FileList;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One Google account: My Drive and shared drives, each listed once and followed by its own log of changes. */
final class GoogleDriveSession implements ConnectorSession {

    private final GoogleDriveApi api;
    private final Choice choice;

    GoogleDriveSession(GoogleDriveApi api, Choice choice) {
        this.api = api;
        this.choice = choice;
    }

    @Override
    public Account account() {
        User me = api.get(
                        "The account",
                        "/about",
                        "/about",
                        Map.of("fields", "user(displayName,emailAddress,permissionId)"),
                        About.class)
                .user();
        return new Account(
                GoogleDriveConnector.ID,
                me.permissionId(),
                me.emailAddress(),
                me.displayName().or(me::emailAddress).orElse(me.permissionId()));
    }

    @Override
    public List<Scope> scopes(List<Scope> known) {
        return choice.scopes();
    }

    @Override
    public Change.Page changes(Scope scope, Checkpoint since) {
        return new PlaceSync(api, choice, Place.of(scope)).after(since);
    }

    @Override
    public Content fetch(Resource document) {
        return new Contents(api).of(document);
    }

    @Override
    public Resource resource(Resource.Id id) {
        File file = api.file(id.value(), GoogleDriveApi.FILE);
        return within(file)
                .orElseThrow(() -> new ProviderFailure.Missing("'" + id.value() + "' is in the trash or not selected"));
    }

    private Optional<Resource> within(File file) {
        List<Place> places =
                choice.isOnlyMyDrive() ? List.of(new Place(Corpus.MINE, Optional.empty())) : choice.places();
        return places.stream()
                .map(place -> new PlaceSync(api, choice, place).resource(file))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        if (parent.equals(ROOT) && !choice.isOnlyMyDrive()) {
            return Page.last(choice.scopes().stream()
                    .map(scope -> Resource.folder(rootOf(Place.of(scope)), scope.name()))
                    .toList());
        }
        String folder = parent.equals(ROOT) ? "root" : parent.value();
        if (!folder.matches("[A-Za-z0-9_-]+")) {
            throw new ProviderFailure.Missing("'" + folder + "' is no id of Google Drive");
        }
        Corpus corpus = Corpus.MINE;
        if (!folder.equals("root")) {
            File above = api.file(folder, GoogleDriveApi.FILE);
            if (!above.isFolder()) {
                return Page.last(List.of());
            }
            corpus = new Corpus(above.driveId());
        }
        return shown(api.list(corpus, "'" + folder + "' in parents and trashed = false", cursor.value(), size));
    }

    private static String rootOf(Place place) {
        return place.folder().or(place.corpus()::drive).orElse("root");
    }

    @Override
    public Page<Resource> search(String query, Page.Cursor cursor, int size) {
        String text = query.replace("\\", "\\\\").replace("'", "\\'");
        return shown(
                api.list(Corpus.MINE, "fullText contains '" + text + "' and trashed = false", cursor.value(), size));
    }

    private Page<Resource> shown(FileList list) {
        return new Page<>(
                list.files().stream()
                        .map(this::within)
                        .flatMap(Optional::stream)
                        .toList(),
                list.nextPageToken().map(Page.Cursor::new));
    }

    @Override
    public void close() {}
}
