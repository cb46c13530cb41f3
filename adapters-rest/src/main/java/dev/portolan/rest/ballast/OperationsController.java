package dev.portolan.rest.ballast;

import dev.portolan.application.Connections;
import dev.portolan.application.Syncs;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.OurRoute;
import dev.portolan.rest.RunWatch;
import dev.portolan.rest.ballast.ConnectionsJson.Cleared;
import dev.portolan.rest.ballast.ConnectionsJson.Tested;
import dev.portolan.rest.ballast.SyncsJson.Answer;
import dev.portolan.rest.ballast.SyncsJson.ListAnswer;
import dev.portolan.rest.ballast.SyncsJson.Started;
import dev.portolan.rest.ballast.SyncsJson.Sync;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is done with a source connection: tested, synced, cleared. */
@Controller(BallastDialect.CONNECTIONS + "/{id}")
@BallastRoutes
@Tag(name = "Syncs")
final class OperationsController {

    private final Connections connections;
    private final Syncs syncs;
    private final RunWatch watch;
    private final Duration patience;

    /** @param patience how long who clears a connection waits for it */
    OperationsController(
            Connections connections,
            Syncs syncs,
            RunWatch watch,
            @Value("${portolan.clear.patience:10s}") Duration patience) {
        this.connections = connections;
        this.syncs = syncs;
        this.watch = watch;
        this.patience = patience;
    }

    /** Asks the provider whether the credentials work; 400 where it refuses them. */
    @Post("/test")
    Tested testConnection(@CalledBy Principal caller, String id) {
        return connections
                .test(caller, Connections.id(id))
                .failure()
                .map(OperationsController::failed)
                .orElseGet(() -> new Tested(true, "connected", "Connection successful"));
    }

    private static Tested failed(ProviderFailure failure) {
        return switch (failure) {
            case ProviderFailure.Unauthorized f ->
                throw new Refusal.InvalidInput(BallastDialect.CREDENTIALS, "are refused: " + f.message());
            case ProviderFailure.Transient f -> new Tested(false, "unreachable", f.message());
            case ProviderFailure.RateLimited f -> new Tested(false, "unreachable", f.message());
            case ProviderFailure.Denied f -> new Tested(false, "failed", f.message());
            case ProviderFailure.Missing f -> new Tested(false, "failed", f.message());
            case ProviderFailure.Invalid f -> new Tested(false, "failed", f.message());
            case ProviderFailure.ResyncRequired f -> new Tested(false, "failed", f.message());
        };
    }

    /** Starts a sync; 409 with its id while one is in progress. */
    @Post("/run")
    Started runSync(@CalledBy Principal caller, String id) {
        return Started.of(syncs.start(caller, Connections.id(id), SyncRun.Mode.CATCH_UP));
    }

    /** Forgets all documents of the connection; 409 while a sync is in progress. Answers when they are gone, or soon after. */
    @Delete("/data")
    Mono<Cleared> clearData(@CalledBy Principal caller, String id) {
        // Who may not look how it goes is told so before anything is gone.
        Connection.Id known = connections.get(caller, Connections.id(id)).id();
        SyncRun.Id clearing = syncs.clear(caller, known).run().id();
        return watch.ended(caller, clearing, patience).map(view -> new Cleared(true, Ids.sync(clearing)));
    }

    /** Syncs of the connection, newest first. */
    @OurRoute
    @Get("/syncs")
    ListAnswer listSyncs(
            @CalledBy Principal caller,
            String id,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String cursor) {
        Page<SyncRun> page = syncs.list(
                caller, Connections.id(id), cursor == null ? Page.Cursor.START : new Page.Cursor(cursor), limit);
        return new ListAnswer(
                true,
                page.items().stream()
                        .map(run -> Sync.of(syncs.get(caller, run.id())))
                        .toList(),
                page.next().map(Page.Cursor::value).orElse(null));
    }

    /** How a sync goes. */
    @OurRoute
    @Get("/syncs/{syncId}")
    Answer getSync(@CalledBy Principal caller, String id, String syncId) {
        return new Answer(true, Sync.of(selected(caller, id, syncId)));
    }

    /** Ends a sync; what it has done stays. */
    @OurRoute
    @Post("/syncs/{syncId}/cancel")
    Answer cancelSync(@CalledBy Principal caller, String id, String syncId) {
        return new Answer(
                true,
                Sync.of(syncs.cancel(caller, selected(caller, id, syncId).run().id())));
    }

    private Syncs.View selected(Principal caller, String id, String syncId) {
        Connection.Id connection = Connections.id(id);
        Syncs.View sync = syncs.get(caller, Syncs.id(syncId));
        if (!sync.run().connection().equals(connection)) {
            throw new Refusal.NotFound("sync", syncId);
        }
        return sync;
    }
}
