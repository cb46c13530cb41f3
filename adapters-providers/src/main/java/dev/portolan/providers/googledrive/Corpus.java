package dev.portolan.providers.googledrive;

import java.util.Map;
import java.util.Optional;

/**
 * What Drive lists, and logs changes of, by itself: My Drive with what is shared with the account, or one shared drive.
 *
 * @param drive the shared drive's id
 */
record Corpus(Optional<String> drive) {

    static final Corpus MINE = new Corpus(Optional.empty());

    static Corpus of(String drive) {
        return new Corpus(Optional.of(drive));
    }

    String about() {
        return drive.map(id -> "The shared drive '" + id + "'").orElse("My Drive");
    }

    boolean has(GoogleDrivePayloads.File file) {
        return file.driveId().equals(drive);
    }

    Map<String, String> files() {
        return drive.map(id -> Map.of(
                        "corpora", "drive",
                        "driveId", id,
                        "includeItemsFromAllDrives", "true",
                        "supportsAllDrives", "true"))
                .orElseGet(() -> Map.of("corpora", "user", "supportsAllDrives", "true"));
    }

    /** Every shared drive has a log of its own, whose tokens mean nothing elsewhere. */
    Map<String, String> log() {
        return drive.map(id -> Map.of("driveId", id, "supportsAllDrives", "true"))
                .orElseGet(() -> Map.of("supportsAllDrives", "true"));
    }

    Map<String, String> changes() {
        return drive.map(id -> Map.of("driveId", id, "includeItemsFromAllDrives", "true", "supportsAllDrives", "true"))
                .orElseGet(() -> Map.of("includeItemsFromAllDrives", "false", "supportsAllDrives", "true"));
    }
}
