package dev.portolan.providers.googledrive;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.File;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.FileList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The folders above files, as far as a session has had to ask: all at once for a listing, one by one for news. */
final class Folders {

    private static final int DEEPEST = 100;

    private final GoogleDriveApi api;
    private final Map<String, Optional<File>> known = new ConcurrentHashMap<>();
    private final Set<Corpus> loaded = ConcurrentHashMap.newKeySet();

    Folders(GoogleDriveApi api) {
        this.api = api;
    }

    /** A page of 1,000 folders costs as much as one folder. */
    void loadAll(Corpus corpus) {
        if (!loaded.add(corpus)) {
            return;
        }
        Optional<String> page = Optional.of("");
        while (page.isPresent()) {
            FileList list = api.list(
                    corpus,
                    "mimeType = '" + GoogleDrivePayloads.FOLDER + "' and trashed = false",
                    page.get(),
                    GoogleDriveApi.PAGE);
            list.files().forEach(this::learn);
            page = list.nextPageToken();
        }
    }

    void learn(File folder) {
        known.put(folder.id(), Optional.of(folder));
    }

    /** From the nearest folder above up to the outermost that the account sees. Ends where folders contain themselves. */
    List<File> above(File file) {
        List<File> above = new ArrayList<>();
        Optional<File> parent = file.parent().flatMap(this::folder);
        while (parent.isPresent() && above.size() < DEEPEST) {
            File next = parent.get();
            if (above.stream().anyMatch(seen -> seen.id().equals(next.id()))) {
                return above;
            }
            above.add(next);
            parent = next.parent().flatMap(this::folder);
        }
        return above;
    }

    boolean isBelow(File file, String folder) {
        return file.id().equals(folder)
                || file.parent().filter(folder::equals).isPresent()
                || above(file).stream().anyMatch(each -> each.id().equals(folder));
    }

    /** By names from the outermost folder on; a root itself has none. */
    String path(File file) {
        List<String> names = new ArrayList<>(above(file).stream()
                .filter(folder -> folder.parent().isPresent())
                .map(folder -> folder.name().orElse("?").replace('/', '_'))
                .toList());
        Collections.reverse(names);
        return String.join(
                "/",
                Stream.concat(names.stream(), Stream.of(file.name().orElse("?").replace('/', '_')))
                        .toList());
    }

    private Optional<File> folder(String id) {
        Optional<File> found = known.get(id);
        if (found == null) {
            found = ask(id);
            known.put(id, found);
        }
        return found;
    }

    private Optional<File> ask(String id) {
        try {
            return Optional.of(api.file(id, "id,name,mimeType,parents,driveId,trashed"));
        } catch (ProviderFailure.Missing | ProviderFailure.Denied notShared) {
            return Optional.empty();
        }
    }
}
