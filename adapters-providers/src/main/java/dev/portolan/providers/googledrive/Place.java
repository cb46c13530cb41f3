package dev.portolan.providers.googledrive;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Scope;
import java.util.Optional;

/**
 * What a scope is about: a corpus, or one folder of it and what is below.
 *
 * @param folder its id; empty: the whole corpus
 */
record Place(Corpus corpus, Optional<String> folder) {

    private static final String NONE = "-";

    Scope.Id id() {
        String drive = corpus.drive().orElse(NONE);
        return new Scope.Id(folder.map(id -> "folder:" + drive + ":" + id)
                .orElseGet(() -> corpus.drive().isEmpty() ? "my-drive" : "drive:" + drive));
    }

    static Place of(Scope scope) {
        String[] parts = scope.id().value().split(":", 3);
        return switch (parts[0]) {
            case "my-drive" -> new Place(Corpus.MINE, Optional.empty());
            case "drive" -> new Place(Corpus.of(parts[1]), Optional.empty());
            case "folder" ->
                new Place(parts[1].equals(NONE) ? Corpus.MINE : Corpus.of(parts[1]), Optional.of(parts[2]));
            default -> throw new ProviderFailure.Missing("'" + scope.name() + "' is not selected any more");
        };
    }
}
