package dev.portolan.providers;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import java.util.List;

/** A session of a connector that knows whose account it is, and says in one sentence that it does not sync yet. */
public interface AccountOnlySession extends ConnectorSession {

    /** As people write it, such as {@code Dropbox}. */
    String providerName();

    @Override
    default List<Scope> scopes(List<Scope> known) {
        throw notYet();
    }

    @Override
    default Change.Page changes(Scope scope, Checkpoint since) {
        throw notYet();
    }

    @Override
    default Content fetch(Resource document) {
        throw notYet();
    }

    @Override
    default Resource resource(Resource.Id id) {
        throw notYet();
    }

    @Override
    default Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        throw notYet();
    }

    @Override
    default Page<Resource> search(String query, Page.Cursor cursor, int size) {
        throw notYet();
    }

    @Override
    default void close() {}

    private ProviderFailure notYet() {
        return new ProviderFailure.Invalid("Syncing " + providerName() + " is not part of this version of Portolan");
    }
}
