package dev.portolan.application.port;

import dev.portolan.domain.Connection;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.domain.SyncRun;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What failed or was skipped, one row per resource of a connection. */
public interface ItemIssueStore {

    /** Adds, or replaces code, message, run and last time, counting one more attempt and keeping id and first time. */
    void report(Organization.Id organization, List<ItemIssue> issues);

    /** They are in step again, or gone. */
    void clear(Organization.Id organization, Connection.Id connection, Collection<Resource.Id> resources);

    /** By id, ascending, after {@code after}. */
    List<ItemIssue> list(
            Organization.Id organization,
            Connection.Id connection,
            Optional<ItemIssue.Code> code,
            Optional<ItemIssue.Id> after,
            int limit);

    /** Asks for another attempt in the next run; no ids: for all. @return how many */
    int requestRetry(Organization.Id organization, Connection.Id connection, Collection<ItemIssue.Id> ids);

    /**
     * Issues of a scope that are to be tried again and have not been by this run: asked for by a user, or retryable with fewer
     * than {@code maxAttempts}.
     */
    List<ItemIssue> toRetry(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            SyncRun.Id run,
            int maxAttempts,
            int limit);
}
