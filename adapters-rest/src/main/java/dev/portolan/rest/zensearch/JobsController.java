package dev.portolan.rest.zensearch;

import dev.portolan.application.Connections;
import dev.portolan.application.Syncs;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.Ours;
import dev.portolan.rest.zensearch.JobsJson.Job;
import dev.portolan.rest.zensearch.JobsJson.JobAnswer;
import dev.portolan.rest.zensearch.JobsJson.Started;
import dev.portolan.rest.zensearch.JobsJson.StartedAnswer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Jobs of connectors: started and watched. */
@Controller
@ZenSearchRoutes
@Tag(name = "Jobs")
final class JobsController {

    private static final String SYNC = ZenSearchDialect.MOUNT + "/{id}/sync";
    private static final String SYNC_API = ZenSearchDialect.API_MOUNT + "/{id}/sync";

    private final Connections connections;
    private final Syncs syncs;
    private final Metas metas;

    JobsController(Connections connections, Syncs syncs, Metas metas) {
        this.connections = connections;
        this.syncs = syncs;
        this.metas = metas;
    }

    /** Starts a job; 409 with the job's id while one is open. */
    @Post(uris = {SYNC, SYNC_API})
    StartedAnswer startSync(
            HttpRequest<?> request,
            @CalledBy Principal caller,
            @Ours @Header(Team.HEADER) @Nullable String team,
            String id) {
        SyncRun started = syncs.start(caller, Team.of(team).select(connections, caller, id), SyncRun.Mode.CATCH_UP);
        return new StartedAnswer(Started.of(started), metas.of(request));
    }

    /** How a job goes. */
    @Get(uris = {SYNC + "/{jobId}", SYNC_API + "/{jobId}"})
    JobAnswer getSync(
            HttpRequest<?> request,
            @CalledBy Principal caller,
            @Ours @Header(Team.HEADER) @Nullable String team,
            String id,
            String jobId) {
        Connection.Id connector = Team.of(team).select(connections, caller, id);
        Syncs.View job = syncs.get(caller, Syncs.id(jobId));
        if (!job.run().connection().equals(connector)) {
            throw new Refusal.NotFound("job", jobId);
        }
        return new JobAnswer(Job.of(job), metas.of(request));
    }
}
