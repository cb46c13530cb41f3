package dev.portolan.application.sync;

import dev.portolan.domain.Change;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Storable;
import java.util.ArrayList;
import java.util.List;

/**
 * A page's changes in words that can be stored. Names are made so; a resource is refused whose id is not, since another id
 * would be another resource. What could never be stored was never deleted either.
 */
record Sifted(List<Change> changes, List<Resource> refused) {

    static Sifted of(List<Change> changes) {
        List<Change> kept = new ArrayList<>(changes.size());
        List<Resource> refused = new ArrayList<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Upserted upserted -> {
                    if (upserted.resource().isStorable()) {
                        kept.add(new Change.Upserted(upserted.resource().inStorableWords(), upserted.content()));
                    } else {
                        refused.add(upserted.resource());
                    }
                }
                case Change.Deleted deleted -> {
                    if (Storable.is(deleted.deletionKey())) {
                        kept.add(deleted);
                    }
                }
                case Change.Emptied emptied -> {
                    if (Storable.is(emptied.deletionKey())) {
                        kept.add(emptied);
                    }
                }
            }
        }
        return new Sifted(kept, refused);
    }
}
