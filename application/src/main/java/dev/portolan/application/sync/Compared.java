package dev.portolan.application.sync;

import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.domain.Change;
import dev.portolan.domain.DocumentEvent;
import dev.portolan.domain.Resource;
import java.util.Optional;

/**
 * A change and what it means to us.
 *
 * @param known what is stored, tombstones included
 * @param path where it is now
 * @param write whether anything of it must be written
 * @param others another scope of the selection has stored it and owns it
 */
record Compared(
        Change.Upserted change,
        Optional<Known> known,
        DocumentEvent event,
        String path,
        boolean write,
        boolean others) {

    Resource resource() {
        return change.resource();
    }

    boolean isDocument() {
        return !resource().isFolder();
    }

    boolean needsContent() {
        return isDocument() && (event == DocumentEvent.ADDED || event == DocumentEvent.UPDATED);
    }

    /** Whether another folder has taken the place of the one that is stored. */
    boolean replacesFolder() {
        return resource().isFolder()
                && !others
                && live().filter(row -> row.kind() == Resource.Kind.FOLDER
                                && !row.version().isEmpty()
                                && !row.version().equals(resource().version()))
                        .isPresent();
    }

    /** What is stored and alive, or was until somebody marked it. */
    Optional<Known> live() {
        return known.filter(row -> !row.deleted());
    }

    /** The same, its content to be fetched whatever its version. */
    Compared afresh() {
        return isDocument() && live().isPresent() && !others
                ? new Compared(change, known, DocumentEvent.UPDATED, path, true, false)
                : this;
    }
}
