package dev.portolan.providers.googledrive;

import dev.portolan.domain.Resource;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.File;
import dev.portolan.providers.paths.MediaTypes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Drive's files as resources: known by an id that nothing changes, below the folder that their parent names. */
final class Items {

    static final String TYPE = "type";
    static final String KEY = "key";
    static final String TARGET = "target";
    static final String LOCKED = "locked";
    static final String ENCRYPTED = "encrypted";

    private Items() {}

    static Resource resource(File file) {
        String name = file.name().filter(text -> !text.isBlank()).orElse("Untitled");
        Resource bare = file.isFolder()
                ? Resource.folder(file.id(), name)
                : Resource.document(file.id(), name, version(file)).with(attributes(file));
        Resource typed = file.isNative() ? bare : typed(bare, file, name);
        Resource linked = file.webViewLink().map(typed::linkedAs).orElse(typed);
        Resource timed = file.modifiedTime().map(linked::modified).orElse(linked);
        return file.parent().map(parent -> timed.in(new Resource.Id(parent))).orElse(timed);
    }

    private static Resource typed(Resource bare, File file, String name) {
        Resource typed = bare.ofType(file.mimeType()
                .filter(type -> !type.equals("application/octet-stream"))
                .or(() -> MediaTypes.of(name)));
        return file.size()
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> typed.sized(Long.parseLong(text)))
                .orElse(typed);
    }

    /** Documents of Google's own have no checksum; renaming one, or looking at it, leaves its time of change alone. */
    private static String version(File file) {
        return file.md5Checksum()
                .or(file::headRevisionId)
                .or(() -> file.modifiedTime().map(Instant::toString))
                .orElse("?");
    }

    private static Map<String, String> attributes(File file) {
        Map<String, String> attributes = new HashMap<>();
        file.mimeType().filter(type -> file.isNative()).ifPresent(type -> attributes.put(TYPE, type));
        file.resourceKey().ifPresent(key -> attributes.put(KEY, file.id() + "/" + key));
        file.shortcutDetails()
                .flatMap(GoogleDrivePayloads.Shortcut::targetId)
                .ifPresent(target -> attributes.put(TARGET, target));
        if (file.capabilities()
                .flatMap(GoogleDrivePayloads.Capabilities::canDownload)
                .filter(can -> !can)
                .isPresent()) {
            attributes.put(LOCKED, "true");
        }
        Optional<String> state =
                file.clientEncryptionDetails().flatMap(GoogleDrivePayloads.Encryption::encryptionState);
        if (state.filter("encrypted"::equals).isPresent()) {
            attributes.put(ENCRYPTED, "true");
        }
        return attributes;
    }
}
