package dev.portolan.application;

import dev.portolan.application.oauth.Grants;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.domain.Account;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.Credential;
import dev.portolan.domain.FieldValues;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.Schedule;
import dev.portolan.domain.Settings;
import dev.portolan.domain.Sight;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The connections of an organization: made, changed, tested and deleted. Creating one contacts no provider. */
public final class Connections {

    private final ConnectionStore store;
    private final Drafts drafts;
    private final Collections collections;
    private final Catalog catalog;
    private final Sessions sessions;
    private final Syncs syncs;
    private final CredentialVault vault;
    private final Grants grants;
    private final WorkQueue queue;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;

    Connections(
            ConnectionStore store,
            Drafts drafts,
            Collections collections,
            Catalog catalog,
            Sessions sessions,
            Syncs syncs,
            CredentialVault vault,
            Grants grants,
            WorkQueue queue,
            Rights rights,
            Transactions transactions,
            InstantSource clock,
            IdSource ids) {
        this.store = store;
        this.drafts = drafts;
        this.collections = collections;
        this.catalog = catalog;
        this.sessions = sessions;
        this.syncs = syncs;
        this.vault = vault;
        this.grants = grants;
        this.queue = queue;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A connection to make.
     *
     * @param collection a reference; empty: the collection {@code default}
     * @param words what the caller's API calls things, so that problems are named in its words
     */
    public record New(
            String provider,
            Optional<String> name,
            Optional<String> collection,
            Map<String, ?> settings,
            Map<String, ?> secrets,
            Optional<Schedule> schedule,
            boolean enabled,
            Optional<String> tenant,
            Words words) {

        New inUnlessTold(Collection.Id usual) {
            return new New(
                    provider,
                    name,
                    collection.or(() -> Optional.of(usual.value().toString())),
                    settings,
                    secrets,
                    schedule,
                    enabled,
                    tenant,
                    words);
        }
    }

    /** The names of a request's fields in a dialect. */
    public record Words(String provider, String collection, String settings, String secrets, String schedule) {
        public static final Words OURS = new Words("provider", "collection", "settings", "secrets", "schedule");
    }

    /**
     * A change to a connection; what is empty stays.
     *
     * @param settings merged: names that are not given stay, null removes
     * @param secrets merged likewise; a secret that equals its own mask stays
     * @param schedule a present but empty inner value removes the schedule
     */
    public record Patch(
            Optional<String> name,
            Optional<Map<String, ?>> settings,
            Optional<Map<String, ?>> secrets,
            Optional<Optional<Schedule>> schedule,
            Optional<Boolean> enabled,
            Words words) {}

    /** What a listing is narrowed to. {@code collection}: a reference. */
    public record Search(
            Optional<String> collection,
            Optional<String> provider,
            Optional<Connection.Status> status,
            Optional<String> tenant) {}

    /** A connection with what only a closer look tells. {@code secrets}: as their owner may recognize them. */
    public record Details(Connection connection, Map<String, String> secrets, Optional<SyncRun.Id> openRun) {}

    /** The same, and who made it. */
    public record Made(Details details, Optional<User> maker) {}

    /** How a test went: the account, or what the provider said. */
    public record TestResult(Connection connection, Optional<Account> account, Optional<ProviderFailure> failure) {}

    public Connection create(Principal caller, New wanted) {
        Drafts.Draft draft = drafts.draft(caller, wanted);
        drafts.add(draft);
        return draft.connection();
    }

    public Connection get(Principal caller, Connection.Id id) {
        return rights.sight(caller, id, KeyScope.CONNECTIONS_READ, Role.VIEWER, Set.of())
                .connection();
    }

    public Details details(Principal caller, Connection.Id id) {
        return details(rights.sight(caller, id, KeyScope.CONNECTIONS_READ, Role.VIEWER, Set.of(Sight.Part.CREDENTIAL)));
    }

    private static Details details(Sight sight) {
        return new Details(sight.connection(), sight.masked(), sight.openRun());
    }

    /** The same with who made it, as long as that user is there. */
    public Made made(Principal caller, Connection.Id id) {
        Sight sight = rights.sight(
                caller, id, KeyScope.CONNECTIONS_READ, Role.VIEWER, Set.of(Sight.Part.CREDENTIAL, Sight.Part.MAKER));
        return new Made(details(sight), sight.maker());
    }

    /** The same of what a listing answered, in its order. */
    public List<Details> details(Principal caller, List<Connection> listed) {
        List<Connection> seen = seen(caller, listed);
        Map<Connection.Id, Map<String, String>> masked = masked(caller.organization(), seen);
        Map<Connection.Id, SyncRun.Id> open = store.openRuns(
                caller.organization(), seen.stream().map(Connection::id).toList());
        return seen.stream()
                .map(connection -> new Details(
                        connection,
                        masked.getOrDefault(connection.id(), Map.of()),
                        Optional.ofNullable(open.get(connection.id()))))
                .toList();
    }

    /** The secrets of those that the caller sees, as their owner may recognize them; those without any are left out. */
    public Map<Connection.Id, Map<String, String>> masked(Principal caller, List<Connection> shown) {
        return masked(caller.organization(), seen(caller, shown));
    }

    private Map<Connection.Id, Map<String, String>> masked(Organization.Id organization, List<Connection> seen) {
        return sessions.secrets(organization, seen).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, held -> held.getValue().masked()));
    }

    private List<Connection> seen(Principal caller, List<Connection> listed) {
        DocumentStore.Visible visible = rights.visible(caller);
        return listed.stream()
                .filter(connection -> visible.includes(connection.id()))
                .toList();
    }

    /** Newest first. */
    public Page<Connection> list(Principal caller, Search search, Page.Cursor after, int limit) {
        rights.requireScope(caller, KeyScope.CONNECTIONS_READ);
        Cursors cursors = new Cursors("connections", search.toString());
        ConnectionStore.Filter filter = new ConnectionStore.Filter(
                search.collection()
                        .map(reference -> collections.get(caller, reference).id()),
                search.provider().map(Provider.Id::new),
                search.status(),
                search.tenant(),
                cursors.readId(after).map(Connection.Id::new),
                rights.viewer(caller));
        return cursors.page(
                store.list(caller.organization(), filter, Limits.page(limit) + 1),
                limit,
                connection -> connection.id().value().toString());
    }

    /** Those that the caller sees, by conditions of their own. */
    public List<Connection> select(Principal caller, ConnectionQuery query) {
        rights.requireScope(caller, KeyScope.CONNECTIONS_READ);
        return store.select(caller.organization(), rights.visible(caller), query);
    }

    /** The same, and how many there are in all: that takes the longer, the more there are. */
    public ConnectionQuery.Found counted(Principal caller, ConnectionQuery query) {
        rights.requireScope(caller, KeyScope.CONNECTIONS_READ);
        DocumentStore.Visible visible = rights.visible(caller);
        return new ConnectionQuery.Found(
                store.select(caller.organization(), visible, query),
                store.count(caller.organization(), visible, query));
    }

    /** Refused while a sync is under way if settings or secrets would change under it. */
    public Connection update(Principal caller, Connection.Id id, Patch patch) {
        return change(caller, id, Role.EDITOR, before -> {
            Words words = patch.words();
            Provider provider = catalog.provider(before.provider());
            Instant now = clock.instant();
            Connection after = before;
            if (patch.name().isPresent()) {
                after = after.renamed(Limits.name("name", patch.name().get()), now);
            }
            if (patch.settings().isPresent()) {
                Map<String, Object> merged =
                        merged(before.settings().values(), patch.settings().get());
                after = after.withSettings(
                        new Settings(FieldValues.read(words.settings(), provider.settings(), merged)), now);
            }
            if (patch.secrets().isPresent()) {
                after = withSecrets(after, words, provider, patch.secrets().get(), true);
            }
            if (patch.schedule().isPresent()) {
                after = after.withSchedule(patch.schedule().get(), now);
            }
            if (patch.enabled().isPresent()) {
                after = after.enabled(patch.enabled().get(), now);
            }
            if (patch.schedule().isPresent() || patch.enabled().isPresent()) {
                store.setDue(after.organization(), after.id(), drafts.due(after, words, now));
            }
            return after;
        });
    }

    /** Other settings altogether; what is not given is unset. */
    public Connection replaceSettings(Principal caller, Connection.Id id, Map<String, ?> settings, Words words) {
        return change(
                caller,
                id,
                Role.EDITOR,
                before -> before.withSettings(
                        new Settings(FieldValues.read(
                                words.settings(),
                                catalog.provider(before.provider()).settings(),
                                settings)),
                        clock.instant()));
    }

    /** Other secrets altogether. */
    public Connection replaceSecrets(Principal caller, Connection.Id id, Map<String, ?> secrets, Words words) {
        return change(
                caller,
                id,
                Role.EDITOR,
                before -> withSecrets(before, words, catalog.provider(before.provider()), secrets, false));
    }

    /** Asks the provider whose the credential is, and notes what follows for the connection. */
    public TestResult test(Principal caller, Connection.Id id) {
        return probe(rights.connection(caller, id, KeyScope.CONNECTIONS_SYNC, Role.EDITOR));
    }

    /** The same for who only looks on. What was never authorized, or no longer is, is told so without asking anybody. */
    public TestResult check(Principal caller, Connection.Id id) {
        Connection connection = get(caller, id);
        return unauthorized(connection)
                .map(failure -> new TestResult(connection, Optional.empty(), Optional.of(failure)))
                .orElseGet(() -> probe(connection));
    }

    /** Why there is nothing to ask the provider with. */
    Optional<ProviderFailure> unauthorized(Connection connection) {
        if (connection.status() == Connection.Status.REVOKED) {
            return Optional.of(new ProviderFailure.Unauthorized("The connection was revoked"));
        }
        boolean waiting = connection.credential().isEmpty()
                && catalog.provider(connection.provider()).oauth().isPresent();
        return waiting
                ? Optional.of(new ProviderFailure.Unauthorized("The connection has not been authorized yet"))
                : Optional.empty();
    }

    private TestResult probe(Connection connection) {
        try (ConnectorSession session = sessions.open(connection)) {
            Account account = session.account();
            return new TestResult(
                    note(connection, current -> current.proven(account, clock.instant())),
                    Optional.of(account),
                    Optional.empty());
        } catch (ProviderFailure.Unauthorized failure) {
            return new TestResult(
                    note(connection, current -> current.refused(failure.message(), clock.instant())),
                    Optional.empty(),
                    Optional.of(failure));
        } catch (ProviderFailure failure) {
            return new TestResult(connection, Optional.empty(), Optional.of(failure));
        }
    }

    /** It is gone at once for its users; a running sync is cancelled, documents leave tombstones, by a job. */
    public void delete(Principal caller, Connection.Id id) {
        Connection connection = rights.connection(caller, id, KeyScope.CONNECTIONS_WRITE, Role.ADMIN);
        transactions.run(() -> delete(connection));
        connection.credential().ifPresent(grant -> grants.release(connection.organization(), grant));
    }

    /** In the caller's transaction. Whatever grant it used is released by the caller, afterwards. */
    void delete(Connection connection) {
        store.lock(connection.organization(), connection.id()).ifPresent(current -> {
            store.update(current.deleting(clock.instant()));
            store.setDue(connection.organization(), connection.id(), Optional.empty());
            queue.add(new WorkQueue.Work.Purge(connection.organization(), connection.id()), clock.instant());
        });
        syncs.cancelOpen(connection);
    }

    // --- pieces

    private Connection change(Principal caller, Connection.Id id, Role role, UnaryOperator<Connection> change) {
        Connection known = rights.connection(caller, id, KeyScope.CONNECTIONS_WRITE, role);
        Connection changed = transactions.call(() -> {
            Connection before = store.lock(caller.organization(), known.id())
                    .filter(Connection::isLive)
                    .orElseThrow(
                            () -> new Refusal.NotFound("connection", id.value().toString()));
            Connection after = change.apply(before);
            boolean underneath = after.settingsVersion() != before.settingsVersion()
                    || !after.credential().equals(before.credential());
            if (underneath) {
                syncs.refuseWhileWorking(before);
            }
            store.update(after);
            return after;
        });
        known.credential()
                .filter(old -> !changed.credential().equals(Optional.of(old)))
                .ifPresent(grant -> grants.release(caller.organization(), grant));
        return changed;
    }

    /** Notes that the provider has refused the credential that a connection had when it was read. */
    void refused(Connection tried, ProviderFailure.Unauthorized failure) {
        note(tried, current -> current.refused(failure.message(), clock.instant()));
    }

    /** Only while the connection is there and its credential is the one that was tried. */
    private Connection note(Connection tried, UnaryOperator<Connection> change) {
        return transactions.call(() -> {
            Optional<Connection> after = store.lock(tried.organization(), tried.id())
                    .filter(Connection::isLive)
                    .filter(current -> current.credential().equals(tried.credential()))
                    .map(change);
            after.ifPresent(store::update);
            return after.orElse(tried);
        });
    }

    private Connection withSecrets(
            Connection before, Words words, Provider provider, Map<String, ?> given, boolean merge) {
        Credential.Secrets old = sessions.secrets(before);
        Map<String, Object> wanted = merge ? merged(old.values(), given) : new HashMap<>(given);
        old.masked()
                .forEach((name, mask) -> wanted.computeIfPresent(
                        name, (key, value) -> mask.equals(value) ? old.values().get(key) : value));
        Credential.Secrets secrets = drafts.secrets(words.secrets(), provider, wanted);
        if (secrets.equals(old)) {
            return before;
        }
        // A new id: a worker that holds the old credential must not be given the new one half-way through a sync.
        Credential.Id id = new Credential.Id(ids.next());
        before.credential().ifPresent(outdated -> grants.forgetKeys(before.organization(), outdated));
        vault.put(before.organization(), id, secrets);
        return before.withCredential(id, clock.instant());
    }

    private static Map<String, Object> merged(Map<String, ?> old, Map<String, ?> given) {
        Map<String, Object> merged = new HashMap<>(old);
        given.forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }

    /** An id as a client writes it. */
    public static Connection.Id id(String text) {
        return References.uuid(text)
                .map(Connection.Id::new)
                .orElseThrow(() -> new Refusal.NotFound("connection", text));
    }
}
