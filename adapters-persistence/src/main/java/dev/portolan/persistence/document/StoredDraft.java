package dev.portolan.persistence.document;

import dev.portolan.application.port.DocumentStore.Draft;
import dev.portolan.application.port.DocumentStore.Text;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft with what its row must know besides.
 *
 * @param id the stored row's, where there is one
 * @param before the row that it replaces
 * @param sequence in the change feed; empty for a folder that never was a document
 */
record StoredDraft(Draft draft, ResourceKey key, UUID id, Optional<Before> before, Optional<Long> sequence) {

    /** A stored row, as far as writing needs it. */
    record Before(UUID connection, ResourceKey key, UUID id, Optional<Long> textLength, boolean sequenced) {}

    static StoredDraft of(Draft draft, ResourceKey key, Optional<Before> before, long number) {
        boolean inFeed =
                !draft.resource().isFolder() || before.filter(Before::sequenced).isPresent();
        return new StoredDraft(
                draft,
                key,
                before.map(Before::id).orElse(draft.id().value()),
                before,
                inFeed ? Optional.of(number) : Optional.empty());
    }

    boolean isNew() {
        return before.isEmpty();
    }

    /** The full id, where the key does not tell it. */
    @Nullable
    String longId() {
        String id = draft.resource().id().value();
        return key.tells(id) ? null : id;
    }

    @Nullable
    String parentId() {
        return draft.resource().parent().map(Resource.Id::value).orElse(null);
    }

    /** Where deletions are told by another name than the id. */
    Optional<String> deletionName() {
        return Optional.of(draft.resource().deletionKey())
                .filter(name -> !name.equals(draft.resource().id().value()));
    }

    @Nullable
    Long textLength() {
        return switch (draft.text()) {
            case Text.Replace(String text) -> (long) text.length();
            case Text.Drop() -> null;
            case Text.Keep() -> before.flatMap(Before::textLength).orElse(null);
        };
    }

    boolean dropsText() {
        return !(draft.text() instanceof Text.Keep)
                && before.flatMap(Before::textLength).isPresent();
    }
}
