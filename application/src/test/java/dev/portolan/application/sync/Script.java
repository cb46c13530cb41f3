package dev.portolan.application.sync;

import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Resource;
import java.util.List;
import java.util.Optional;

/** Pages word by word, for what no well-behaved source would say. */
final class Script {

    private static final Checkpoint SOMEWHERE = new Checkpoint("set by the session");

    private Script() {}

    static Change.Page more(Change... changes) {
        return Change.Page.more(List.of(changes), SOMEWHERE);
    }

    static Change.Page listed(Change... changes) {
        return Change.Page.listed(List.of(changes), SOMEWHERE);
    }

    static Change.Page caughtUp(Change... changes) {
        return Change.Page.caughtUp(List.of(changes), SOMEWHERE);
    }

    static Change there(Resource resource) {
        return resource.isFolder()
                ? new Change.Upserted(resource)
                : new Change.Upserted(
                        resource,
                        Optional.of(Content.Inline.markdown(
                                "text of " + resource.id().value())));
    }

    /** At the root of the scope. */
    static Change document(String id) {
        return there(Resource.document(id, id, "1"));
    }

    static Change document(String id, String parent) {
        return there(Resource.document(id, id, "1").in(new Resource.Id(parent)));
    }

    static Change folder(String id) {
        return there(Resource.folder(id, id));
    }

    static Change folder(String id, String parent) {
        return there(Resource.folder(id, id).in(new Resource.Id(parent)));
    }

    static Change gone(String deletionKey) {
        return new Change.Deleted(deletionKey);
    }
}
