package dev.portolan.rest;

import dev.portolan.application.Syncs;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Progress;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Moves runs and documents on by hand, as a worker would. */
public final class FakeWorker {

    private static final Scope SCOPE = new Scope("prefix:a/", "a/");

    private final TestServer server;
    private final Organization.Id organization;

    public FakeWorker(TestServer server) {
        this.server = server;
        this.organization = server.admin().organization();
    }

    private SyncRun run(String id) {
        return server.runs.find(organization, Syncs.id(id)).orElseThrow();
    }

    private Instant now() {
        return server.clock.instant();
    }

    /** A worker has the run's only scope and has counted this so far. */
    public void working(String id, Progress progress) {
        server.database.run(() -> {
            SyncRun run = run(id);
            server.runs.update(run.started(now()));
            server.runs.addScopes(organization, List.of(ScopeRun.planned(run.id(), SCOPE, now())));
            ScopeRun leased =
                    server.runs.lease(organization, run.id(), SCOPE.id(), now()).orElseThrow();
            server.runs.update(organization, leased.progressed(progress, 0, now()));
        });
    }

    /** What is indexed in the only scope is known to be of it. */
    public void listed(String connection) {
        server.database.run(() -> server.runs.putState(
                organization,
                new ScopeState(connectionId(connection), SCOPE, Checkpoint.START, 1, 1, true, 1, false, false)));
    }

    /** The scope waits for quota. */
    public void waiting(String id, Instant until, String why) {
        server.database.run(() -> {
            ScopeRun scope = server.runs.scopes(organization, run(id).id()).getFirst();
            server.runs.update(organization, scope.waiting(until, new SyncRun.Problem("rate_limited", why), now()));
        });
    }

    /** The scope rests after a failure. */
    public void parked(String id, Instant until, String why) {
        server.database.run(() -> {
            ScopeRun scope = server.runs.scopes(organization, run(id).id()).getFirst();
            server.runs.update(organization, scope.parked(until, new SyncRun.Problem("unavailable", why), now()));
        });
    }

    public void ended(String id, SyncRun.State end, Optional<SyncRun.Problem> why) {
        server.database.run(() -> {
            SyncRun run = run(id);
            server.runs.update(run.ended(end, 0, why, now()));
            server.connections.release(organization, run.connection(), run.id(), Optional.of(now()));
        });
    }

    /** Indexes a document. @return its id */
    public String index(String connection, String key, String text) {
        Document.Id id = new Document.Id(server.ids.next());
        Connection found =
                server.connections.find(organization, connectionId(connection)).orElseThrow();
        Resource resource = Resource.document(key, key, "v1")
                .ofType(Optional.of("text/plain"))
                .sized(text.length());
        DocumentStore.Text stored =
                text.isEmpty() ? new DocumentStore.Text.Drop() : new DocumentStore.Text.Replace(text);
        server.database.run(() -> server.documents.save(
                organization,
                found.collection(),
                List.of(new DocumentStore.Draft(id, found.id(), SCOPE.id(), resource, key, 0, stored, now()))));
        return id.value().toString();
    }

    public void remove(String document) {
        Document known = server.documents
                .find(organization, new Document.Id(java.util.UUID.fromString(document)))
                .orElseThrow();
        Collection.Id collection = known.collection();
        server.database.run(() -> server.documents.remove(organization, collection, List.of(known.id()), now()));
    }

    /** Reports an issue. @return its id */
    public String issue(String connection, String sync, String key, ItemIssue.Code code) {
        ItemIssue.Id id = new ItemIssue.Id(server.ids.next());
        server.database.run(() -> server.issues.report(
                organization,
                List.of(new ItemIssue(
                        id,
                        organization,
                        connectionId(connection),
                        SCOPE.id(),
                        new Resource.Id(key),
                        key,
                        code,
                        "Not today",
                        1,
                        false,
                        run(sync).id(),
                        now(),
                        now()))));
        return id.value().toString();
    }

    private static Connection.Id connectionId(String id) {
        return dev.portolan.application.Connections.id(id);
    }
}
