package dev.portolan.application.memory;

import dev.portolan.application.memory.MemoryRows.IssueKey;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.domain.SyncRun;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Item issues, in memory. */
public final class InMemoryItemIssueStore implements ItemIssueStore {

    private final MemoryDatabase database;

    public InMemoryItemIssueStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void report(Organization.Id organization, List<ItemIssue> issues) {
        database.run(() -> issues.stream()
                .filter(issue -> database.owns(organization, issue.connection()))
                .forEach(issue -> {
                    IssueKey key = new IssueKey(
                            issue.connection().value(), issue.resource().value());
                    database.issues.put(
                            key,
                            database.issues
                                    .get(key)
                                    .map(before -> with(
                                            issue,
                                            before.id(),
                                            before.firstAt(),
                                            before.attempts() + 1,
                                            issue.retryRequested()))
                                    .orElse(issue));
                }));
    }

    @Override
    public void clear(Organization.Id organization, Connection.Id connection, Collection<Resource.Id> resources) {
        database.run(() -> resources.stream()
                .filter(resource -> database.owns(organization, connection))
                .forEach(resource -> database.issues.remove(new IssueKey(connection.value(), resource.value()))));
    }

    @Override
    public List<ItemIssue> list(
            Organization.Id organization,
            Connection.Id connection,
            Optional<ItemIssue.Code> code,
            Optional<ItemIssue.Id> after,
            int limit) {
        return database.call(() -> of(organization, connection)
                .filter(issue -> code.map(issue.code()::equals).orElse(true))
                .filter(issue -> after.map(
                                id -> MemoryDatabase.UNSIGNED.compare(issue.id().value(), id.value()) > 0)
                        .orElse(true))
                .limit(limit)
                .toList());
    }

    @Override
    public int requestRetry(Organization.Id organization, Connection.Id connection, Collection<ItemIssue.Id> ids) {
        return database.call(() -> {
            List<ItemIssue> asked = of(organization, connection)
                    .filter(issue -> ids.isEmpty() || ids.contains(issue.id()))
                    .toList();
            asked.forEach(issue -> database.issues.put(
                    new IssueKey(connection.value(), issue.resource().value()),
                    with(issue, issue.id(), issue.firstAt(), issue.attempts(), true)));
            return asked.size();
        });
    }

    @Override
    public List<ItemIssue> toRetry(
            Organization.Id organization,
            Connection.Id connection,
            Scope.Id scope,
            SyncRun.Id run,
            int maxAttempts,
            int limit) {
        return database.call(() -> of(organization, connection)
                .filter(issue -> issue.scope().equals(scope) && !issue.run().equals(run))
                .filter(issue -> issue.retryRequested() || (issue.code().retryable() && issue.attempts() < maxAttempts))
                .limit(limit)
                .toList());
    }

    private Stream<ItemIssue> of(Organization.Id organization, Connection.Id connection) {
        return database.issues.stream()
                .filter(issue -> issue.organization().equals(organization)
                        && issue.connection().equals(connection))
                .sorted(Comparator.comparing(issue -> issue.id().value(), MemoryDatabase.UNSIGNED));
    }

    private static ItemIssue with(
            ItemIssue issue, ItemIssue.Id id, java.time.Instant firstAt, int attempts, boolean retryRequested) {
        return new ItemIssue(
                id,
                issue.organization(),
                issue.connection(),
                issue.scope(),
                issue.resource(),
                issue.path(),
                issue.code(),
                issue.message(),
                attempts,
                retryRequested,
                issue.run(),
                firstAt,
                issue.lastAt());
    }
}
