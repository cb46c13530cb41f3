package dev.portolan.application;

import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.application.port.RunNameStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.SyncRun;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Syncs that somebody waits for, under a name of their own choosing: who comes again with the name finds the same sync. */
public final class FollowedSyncs {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final int ISSUES = 1_000;

    /** What stands in a path as it is. */
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,128}");

    private final Syncs syncs;
    private final RunNameStore names;
    private final SyncRunStore runs;
    private final DocumentStore documents;
    private final ItemIssueStore issues;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;

    FollowedSyncs(
            Syncs syncs,
            RunNameStore names,
            SyncRunStore runs,
            DocumentStore documents,
            ItemIssueStore issues,
            Rights rights,
            Transactions transactions,
            InstantSource clock) {
        this.syncs = syncs;
        this.names = names;
        this.runs = runs;
        this.documents = documents;
        this.issues = issues;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A sync and the name by which its starter finds it. */
    public record Followed(SyncRun run, String name) {}

    /**
     * How far a sync has come.
     *
     * @param inStep files that are as they are at the provider: all of the connection once the sync has ended, till then those
     *     that it has come to
     * @param failures files that could not be brought into step by this sync, at most 1,000
     */
    public record Outcome(Syncs.View view, long inStep, List<ItemIssue> failures) {}

    /**
     * Starts a sync, or finds the open one that the caller has given this name.
     *
     * @param field what the caller's API calls the name
     * @param name empty: the sync is named by its id
     * @throws Refusal.SyncInProgress where another one is open
     */
    public Followed start(Principal caller, Connection.Id id, SyncRun.Mode mode, String field, Optional<String> name) {
        if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            throw new Refusal.InvalidInput(
                    field, "must have 1 to 128 letters, digits, hyphens, dots, underscores or tildes");
        }
        Connection.Id connection = rights.connection(caller, id, KeyScope.CONNECTIONS_SYNC, Role.EDITOR)
                .id();
        return open(caller, connection, name).orElseGet(() -> startAnew(caller, connection, mode, name));
    }

    private Followed startAnew(Principal caller, Connection.Id connection, SyncRun.Mode mode, Optional<String> name) {
        try {
            return transactions.call(() -> {
                SyncRun run = syncs.start(caller, connection, mode);
                String given = name.orElse(run.id().value().toString());
                names.put(caller.organization(), caller.user(), given, run.id());
                return new Followed(run, given);
            });
        } catch (Refusal.SyncInProgress open) {
            // It may have been started under this very name just now.
            return open(caller, connection, name).orElseThrow(() -> open);
        }
    }

    private Optional<Followed> open(Principal caller, Connection.Id connection, Optional<String> name) {
        return name.flatMap(given -> names.find(caller.organization(), caller.user(), given)
                .flatMap(run -> runs.find(caller.organization(), run))
                .filter(SyncRun::isOpen)
                .map(run -> {
                    if (!run.connection().equals(connection)) {
                        throw new Refusal.Conflict("The name '" + given + "' is that of a sync of another connection");
                    }
                    return new Followed(run, given);
                }));
    }

    /** The caller's sync of this name, until an hour after its end. */
    public SyncRun.Id named(Principal caller, String name) {
        SyncRun run = names.find(caller.organization(), caller.user(), name)
                .flatMap(id -> runs.find(caller.organization(), id))
                .filter(found -> found.finishedAt().isEmpty()
                        || found.finishedAt().get().plus(KEPT).isAfter(clock.instant()))
                .orElseThrow(() -> new Refusal.NotFound("progress", name));
        return visible(caller, run).id();
    }

    /** A sync as it is now, for who may start it too. */
    public Syncs.View look(Principal caller, SyncRun.Id id) {
        return runs.find(caller.organization(), id)
                .map(run -> syncs.view(visible(caller, run)))
                .orElseThrow(() -> new Refusal.NotFound("sync", id.value().toString()));
    }

    /** What a sync that was looked at has come to. */
    public Outcome outcome(Principal caller, Syncs.View view) {
        SyncRun run = visible(caller, view.run());
        List<ItemIssue> all = failures(run);
        List<ItemIssue> own = all.stream()
                .filter(issue -> issue.run().equals(run.id()))
                .limit(ISSUES)
                .toList();
        long inStep = run.isOpen()
                ? run.progress().indexed()
                : runs.states(run.organization(), run.connection()).stream()
                                .mapToLong(state -> documents.count(
                                        run.organization(),
                                        run.connection(),
                                        state.scope().id()))
                                .sum()
                        - all.size();
        return new Outcome(view, Math.max(0, inStep), own);
    }

    private List<ItemIssue> failures(SyncRun run) {
        List<ItemIssue> failures = new ArrayList<>();
        Optional<ItemIssue.Id> last = Optional.empty();
        List<ItemIssue> page;
        do {
            page = issues.list(run.organization(), run.connection(), Optional.empty(), last, ISSUES);
            page.stream().filter(issue -> !issue.code().skip()).forEach(failures::add);
            last = page.isEmpty() ? last : Optional.of(page.getLast().id());
        } while (page.size() == ISSUES);
        return failures;
    }

    private SyncRun visible(Principal caller, SyncRun run) {
        KeyScope scope =
                caller.allows(KeyScope.CONNECTIONS_SYNC) ? KeyScope.CONNECTIONS_SYNC : KeyScope.CONNECTIONS_READ;
        rights.connection(caller, run.connection(), scope, Role.VIEWER);
        return run;
    }

    /** Forgets names that are not kept any longer. */
    void forget() {
        names.forget(clock.instant().minus(KEPT));
    }
}
