package dev.portolan.application;

import dev.portolan.application.oauth.Grants;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.domain.Connection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Connections that their users have removed while their documents stay for who may read them: no sync runs any more, no
 * credential is kept. Only administrators of the organization still see them, and purge them.
 */
public final class HiddenConnections {

    private final ConnectionStore store;
    private final Grants grants;
    private final Syncs syncs;
    private final WorkQueue queue;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;

    HiddenConnections(
            ConnectionStore store,
            Grants grants,
            Syncs syncs,
            WorkQueue queue,
            Rights rights,
            Transactions transactions,
            InstantSource clock) {
        this.store = store;
        this.grants = grants;
        this.syncs = syncs;
        this.queue = queue;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** It is gone at once for its users; an open sync is cancelled. */
    public void hide(Principal caller, Connection.Id id) {
        Connection known = rights.connection(caller, id, KeyScope.CONNECTIONS_WRITE, Role.ADMIN);
        transactions.run(() -> store.lock(known.organization(), known.id())
                .filter(Connection::isLive)
                .ifPresent(this::hide));
        known.credential().ifPresent(grant -> grants.release(known.organization(), grant));
    }

    private void hide(Connection current) {
        current.credential().ifPresent(credential -> grants.forgetKeys(current.organization(), credential));
        store.update(current.hidden(clock.instant()));
        store.setDue(current.organization(), current.id(), Optional.empty());
        syncs.cancelOpen(current);
    }

    /** Newest first. */
    public Page<Connection> list(Principal caller, Page.Cursor after, int limit) {
        rights.require(caller, KeyScope.CONNECTIONS_READ, Role.ADMIN);
        Cursors cursors = new Cursors("hidden connections");
        ConnectionStore.Filter filter = new ConnectionStore.Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(Connection.Status.HIDDEN),
                Optional.empty(),
                cursors.readId(after).map(Connection.Id::new),
                rights.viewer(caller));
        return cursors.page(
                store.list(caller.organization(), filter, Limits.page(limit) + 1),
                limit,
                connection -> connection.id().value().toString());
    }

    /** Its documents go after all, by a job, leaving tombstones. */
    public void purge(Principal caller, Connection.Id id) {
        rights.require(caller, KeyScope.CONNECTIONS_WRITE, Role.ADMIN);
        transactions.run(() -> {
            Connection hidden = store.lock(caller.organization(), id)
                    .filter(connection -> connection.status() == Connection.Status.HIDDEN)
                    .orElseThrow(() ->
                            new Refusal.NotFound("hidden connection", id.value().toString()));
            store.update(hidden.deleting(clock.instant()));
            queue.add(new WorkQueue.Work.Purge(hidden.organization(), hidden.id()), clock.instant());
        });
    }
}
