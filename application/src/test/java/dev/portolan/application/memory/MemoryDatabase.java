package dev.portolan.application.memory;

import dev.portolan.application.port.AskedStore;
import dev.portolan.application.port.LoginStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Group;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.PendingAuthorization;
import dev.portolan.domain.Revocation;
import dev.portolan.domain.ScopeState;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The tables that all in-memory stores of one test share: one transaction at a time, undone when it fails. Stores made anew
 * on the same database find what was committed, as after a restart.
 */
public final class MemoryDatabase implements Transactions {

    /** As databases order ids: bytewise, unsigned. */
    static final Comparator<UUID> UNSIGNED = (left, right) -> {
        int high = Long.compareUnsigned(left.getMostSignificantBits(), right.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(left.getLeastSignificantBits(), right.getLeastSignificantBits());
    };

    final MemoryTable<UUID, Organization> organizations = table(UNSIGNED);
    final MemoryTable<UUID, User> users = table(UNSIGNED);
    final MemoryTable<UUID, MemoryRows.Key> keys = table(UNSIGNED);
    final MemoryTable<UUID, Group> groups = table(UNSIGNED);
    final MemoryTable<MemoryRows.Pair, MemoryRows.Member> members = table(MemoryRows.Pair.ORDER);
    final MemoryTable<MemoryRows.Pair, MemoryRows.RoleRow> accessGrants = table(MemoryRows.Pair.ORDER);
    final MemoryTable<UUID, String> passwords = table(UNSIGNED);
    final MemoryTable<String, MemoryRows.Token> tokens = table(Comparator.naturalOrder());
    final MemoryTable<String, User.Id> identities = table(Comparator.naturalOrder());
    final MemoryTable<String, LoginStore.Attempts> attempts = table(Comparator.naturalOrder());
    final MemoryTable<UUID, MemoryRows.CollectionRow> collections = table(UNSIGNED);
    final MemoryTable<UUID, MemoryRows.ConnectionRow> connections = table(UNSIGNED);
    final MemoryTable<UUID, MemoryRows.Kept> credentials = table(UNSIGNED);
    final MemoryTable<UUID, OAuthApp> apps = table(UNSIGNED);
    final MemoryTable<UUID, MemoryRows.Choice> choices = table(UNSIGNED);
    final MemoryTable<UUID, PendingAuthorization> pendings = table(UNSIGNED);
    final MemoryTable<UUID, MemoryRows.Alias> aliases = table(UNSIGNED);
    final MemoryTable<UUID, MemoryRows.Redirect> redirects = table(UNSIGNED);
    final MemoryTable<UUID, MemoryRows.GrantRow> grants = table(UNSIGNED);
    final MemoryTable<UUID, Revocation> revocations = table(UNSIGNED);
    final MemoryTable<String, Instant> holds = table(Comparator.<String>naturalOrder());
    final MemoryTable<UUID, SyncRun> runs = table(UNSIGNED);
    final MemoryTable<UUID, AskedStore.Asked> asked = table(UNSIGNED);
    final MemoryTable<MemoryRows.NameKey, MemoryRows.RunName> runNames = table(MemoryRows.NameKey.ORDER);
    final MemoryTable<MemoryRows.ScopeRunKey, MemoryRows.ScopeRunRow> scopeRuns = table(MemoryRows.ScopeRunKey.ORDER);
    final MemoryTable<MemoryRows.ScopeKey, ScopeState> scopeStates = table(MemoryRows.ScopeKey.ORDER);
    final MemoryTable<MemoryRows.DocumentKey, MemoryRows.DocumentRow> documents = table(MemoryRows.DocumentKey.ORDER);
    final MemoryTable<UUID, MemoryRows.DocumentKey> documentIds = table(UNSIGNED);
    final MemoryTable<UUID, String> texts = table(UNSIGNED);
    final MemoryTable<UUID, Connection.Id> marks = table(UNSIGNED);
    final MemoryTable<MemoryRows.SeenKey, MemoryRows.SeenKey> seen = table(MemoryRows.SeenKey.ORDER);
    final MemoryTable<MemoryRows.TreeKey, MemoryRows.TreeRow> treeWork = table(MemoryRows.TreeKey.ORDER);
    final MemoryTable<MemoryRows.IssueKey, ItemIssue> issues = table(MemoryRows.IssueKey.ORDER);
    final MemoryTable<WorkQueue.Work, InMemoryWorkQueue.Entry> work = table(Comparator.comparing(Object::toString));

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private volatile Runnable beforeCommit = () -> {};
    private long insertions;

    @Override
    public <T> T call(Supplier<T> body) {
        lock.lock();
        try {
            return lock.getHoldCount() > 1 ? body.get() : outermost(body);
        } finally {
            lock.unlock();
        }
    }

    private <T> T outermost(Supplier<T> body) {
        boolean committed = false;
        try {
            T result = body.get();
            if (!undo.isEmpty()) {
                beforeCommit.run();
            }
            committed = true;
            return result;
        } finally {
            while (!committed && !undo.isEmpty()) {
                undo.pop().run();
            }
            undo.clear();
        }
    }

    /** Happens inside every transaction that has written something, when all but its commit is done: what throws undoes it. */
    public void beforeCommit(Runnable check) {
        beforeCommit = check;
    }

    private <K, V> MemoryTable<K, V> table(Comparator<? super K> order) {
        return new MemoryTable<>(this, order);
    }

    void undoBy(Runnable step) {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("A table is only changed inside a transaction");
        }
        undo.push(step);
    }

    /** Ascends with every row that asks. */
    long nextInsertion() {
        return ++insertions;
    }

    Optional<MemoryRows.ConnectionRow> connection(Organization.Id organization, Connection.Id id) {
        return connections
                .get(id.value())
                .filter(row -> row.connection().organization().equals(organization));
    }

    boolean owns(Organization.Id organization, Connection.Id id) {
        return connection(organization, id).isPresent();
    }

    Optional<SyncRun> run(Organization.Id organization, SyncRun.Id id) {
        return runs.get(id.value()).filter(run -> run.organization().equals(organization));
    }

    Optional<Credential> credential(Organization.Id organization, Credential.Id id) {
        return credentials
                .get(id.value())
                .filter(kept -> kept.organization().equals(organization))
                .map(MemoryRows.Kept::credential);
    }
}
