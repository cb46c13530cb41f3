package dev.portolan.application.port;

import dev.portolan.domain.Account;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import java.util.List;

/**
 * A connector bound to one connection. Every method throws {@link ProviderFailure} and nothing else, may be called from
 * several threads at once, and ends promptly with a {@link ProviderFailure.Transient} when its thread is interrupted.
 */
public interface ConnectorSession extends AutoCloseable {

    /** Whom the credential belongs to; also the check that it works and that the settings make sense. */
    Account account();

    /**
     * What the settings select, in a stable order; scopes are disjoint.
     *
     * @param known the scopes of the last plan under the same settings: a connector whose division is its own choice
     *     (key ranges of a bucket) keeps it
     */
    List<Scope> scopes(List<Scope> known);

    /**
     * The page after a checkpoint, and the checkpoint after the page. Repeatable: the same checkpoint may be asked again.
     * Never downloads content.
     *
     * @throws ProviderFailure.ResyncRequired where the checkpoint is not understood any more
     */
    Change.Page changes(Scope scope, Checkpoint since);

    /** The content of a document that {@link #changes} or {@link #resource} has named. The caller closes it. */
    Content fetch(Resource document);

    /** @throws ProviderFailure.Missing where there is none */
    Resource resource(Resource.Id id);

    /** A folder's resources, or the selected roots where {@code parent} is {@link #ROOT}. A document has no children. */
    Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size);

    /** Live search at the provider; refuses with {@link ProviderFailure.Invalid} without the capability. */
    Page<Resource> search(String query, Page.Cursor cursor, int size);

    @Override
    void close();

    /** The parent of the selected roots. */
    Resource.Id ROOT = new Resource.Id("");
}
