package dev.portolan.application.memory;

import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.domain.AuthorizedConnection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Sight;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Connections, in memory. */
public final class InMemoryConnectionStore implements ConnectionStore {

    private final MemoryDatabase database;
    private final InMemoryRoleStore roles;

    public InMemoryConnectionStore(MemoryDatabase database) {
        this.database = database;
        this.roles = new InMemoryRoleStore(database);
    }

    @Override
    public void add(Connection connection) {
        database.run(() -> {
            boolean homeless = database.collections
                    .get(connection.collection().value())
                    .filter(row -> row.collection().organization().equals(connection.organization()))
                    .isEmpty();
            if (homeless) {
                throw new IllegalStateException("A connection needs its collection");
            }
            database.connections.put(
                    connection.id().value(),
                    new MemoryRows.ConnectionRow(connection, Optional.empty(), Optional.empty()));
        });
    }

    @Override
    public boolean update(Connection connection) {
        return change(
                connection.organization(),
                connection.id(),
                row -> new MemoryRows.ConnectionRow(
                        syncedAt(connection, row.connection().lastSyncAt()), row.openRun(), row.due()));
    }

    @Override
    public Optional<Connection> find(Organization.Id organization, Connection.Id id) {
        return database.call(() -> database.connection(organization, id).map(MemoryRows.ConnectionRow::connection));
    }

    @Override
    public Map<Connection.Id, Sight> look(
            Organization.Id organization, Set<Connection.Id> ids, Optional<User.Id> viewer, Set<Sight.Part> parts) {
        return database.call(() -> ids.stream()
                .flatMap(id -> database.connection(organization, id).stream())
                .collect(Collectors.toMap(row -> row.connection().id(), row -> sight(row, viewer, parts))));
    }

    private Sight sight(MemoryRows.ConnectionRow row, Optional<User.Id> viewer, Set<Sight.Part> parts) {
        Connection connection = row.connection();
        return new Sight(
                connection,
                viewer.flatMap(user -> roles.role(connection.organization(), user, connection.id())),
                row.openRun(),
                connection
                        .credential()
                        .filter(asked -> parts.contains(Sight.Part.CREDENTIAL))
                        .flatMap(credential -> database.credential(connection.organization(), credential)),
                database.collections
                        .get(connection.collection().value())
                        .filter(asked -> parts.contains(Sight.Part.SLUG))
                        .map(home -> home.collection().slug()),
                maker(connection).filter(asked -> parts.contains(Sight.Part.MAKER)),
                database.redirects.get(connection.id().value()).map(MemoryRows.Redirect::url));
    }

    @Override
    public Optional<Connection> lock(Organization.Id organization, Connection.Id id) {
        return find(organization, id);
    }

    @Override
    public List<Connection> list(Organization.Id organization, Filter filter, int limit) {
        return database.call(() -> database.connections.stream()
                .map(MemoryRows.ConnectionRow::connection)
                .filter(connection -> connection.organization().equals(organization)
                        && matches(filter, connection)
                        && filter.viewer()
                                .map(viewer -> roles.role(organization, viewer, connection.id())
                                        .isPresent())
                                .orElse(true))
                .sorted(Comparator.comparing(
                                (Connection connection) -> connection.id().value(), MemoryDatabase.UNSIGNED)
                        .reversed())
                .limit(limit)
                .toList());
    }

    private static boolean matches(Filter filter, Connection connection) {
        return filter.collection().map(connection.collection()::equals).orElse(true)
                && filter.provider().map(connection.provider()::equals).orElse(true)
                && filter.status().map(connection.status()::equals).orElse(!gone(connection))
                && (filter.tenant().isEmpty() || filter.tenant().equals(connection.tenant()))
                && filter.after()
                        .map(after ->
                                MemoryDatabase.UNSIGNED.compare(connection.id().value(), after.value()) < 0)
                        .orElse(true);
    }

    private static boolean gone(Connection connection) {
        return !connection.isLive();
    }

    @Override
    public List<Connection> select(Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query) {
        return database.call(() -> matching(organization, visible, query)
                .sorted(order(query))
                .skip(query.offset())
                .limit(query.limit())
                .toList());
    }

    @Override
    public long count(Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query) {
        return database.call(() -> matching(organization, visible, query).count());
    }

    private Stream<Connection> matching(
            Organization.Id organization, DocumentStore.Visible visible, ConnectionQuery query) {
        return database.connections.stream()
                .map(MemoryRows.ConnectionRow::connection)
                .filter(connection -> connection.organization().equals(organization)
                        && visible.includes(connection.id())
                        && !gone(connection)
                        && query.conditions().stream().allMatch(condition -> meets(connection, condition)));
    }

    private static boolean meets(Connection connection, ConnectionQuery.Condition condition) {
        return switch (condition) {
            case ConnectionQuery.Condition.OfProviders of -> of.among().contains(connection.provider());
            case ConnectionQuery.Condition.OfText of ->
                of.comparison()
                        .holds(
                                switch (of.text()) {
                                    case NAME -> connection.name();
                                    case CREATED_BY ->
                                        connection.createdBy().value().toString();
                                },
                                of.operands());
            case ConnectionQuery.Condition.OfTime of ->
                of.comparison().ordered(time(connection, of.time()), of.operands());
        };
    }

    private static Instant time(Connection connection, ConnectionQuery.Time time) {
        return switch (time) {
            case CREATED_AT -> connection.createdAt();
            case UPDATED_AT -> connection.updatedAt();
        };
    }

    private static Comparator<Connection> order(ConnectionQuery query) {
        Comparator<Connection> order = switch (query.order()) {
            case ConnectionQuery.Order.ByAge byAge ->
                Comparator.comparing(connection -> connection.id().value(), MemoryDatabase.UNSIGNED);
            case ConnectionQuery.Order.ByName byName -> Comparator.comparing(Connection::name);
            case ConnectionQuery.Order.ByTime by -> Comparator.comparing(connection -> time(connection, by.time()));
            case ConnectionQuery.Order.ByProvider(List<Provider.Id> ranked) ->
                Comparator.comparing(connection ->
                        ranked.contains(connection.provider()) ? ranked.indexOf(connection.provider()) : ranked.size());
        };
        Comparator<Connection> total =
                order.thenComparing(connection -> connection.id().value(), MemoryDatabase.UNSIGNED);
        return query.descending() ? total.reversed() : total;
    }

    @Override
    public Map<Named, AuthorizedConnection> authorized(
            Organization.Id organization,
            Set<Named> collections,
            Set<OAuthApp.Id> operators,
            Optional<User.Id> viewer) {
        Map<Named, AuthorizedConnection> found = new HashMap<>();
        collections.forEach(collection ->
                authorized(organization, collection, operators, viewer).ifPresent(one -> found.put(collection, one)));
        return found;
    }

    private Optional<AuthorizedConnection> authorized(
            Organization.Id organization, Named collection, Set<OAuthApp.Id> operators, Optional<User.Id> viewer) {
        return database.call(() -> database.collections.stream()
                .map(MemoryRows.CollectionRow::collection)
                .filter(candidate -> candidate.organization().equals(organization)
                        && switch (collection) {
                            case Named.ById byId -> byId.id().equals(candidate.id());
                            case Named.BySlug bySlug -> bySlug.slug().equals(candidate.slug());
                        })
                .findFirst()
                .flatMap(found -> app(found, operators).flatMap(app -> authorized(found, app, viewer))));
    }

    private Optional<OAuthApp.Id> app(dev.portolan.domain.Collection collection, Set<OAuthApp.Id> operators) {
        InMemoryOAuthAppStore apps = new InMemoryOAuthAppStore(database);
        OAuthApp.Owner owner = new OAuthApp.Owner.OfCollection(collection.organization(), collection.id());
        return apps.chosen(collection.organization(), collection.id())
                .filter(app -> operators.contains(app)
                        || apps.find(collection.organization(), app).isPresent())
                .or(() -> apps.list(collection.organization()).stream()
                        .filter(app -> app.owner().equals(owner))
                        .map(OAuthApp::id)
                        .findFirst());
    }

    private Optional<AuthorizedConnection> authorized(
            dev.portolan.domain.Collection collection, OAuthApp.Id app, Optional<User.Id> viewer) {
        InMemoryGrantStore grants = new InMemoryGrantStore(database);
        Filter all = new Filter(
                Optional.of(collection.id()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                viewer);
        return list(collection.organization(), all, Integer.MAX_VALUE).reversed().stream()
                .filter(connection -> connection.status() != Connection.Status.REVOKED)
                .flatMap(connection -> connection
                        .credential()
                        .flatMap(credential -> grants.find(collection.organization(), credential))
                        .filter(grant -> grant.app().equals(app))
                        .map(grant -> AuthorizedConnection.of(connection, grant, maker(connection)))
                        .stream())
                .min(Comparator.comparing(AuthorizedConnection::createdAt));
    }

    private Optional<User> maker(Connection connection) {
        return database.users
                .get(connection.createdBy().value())
                .filter(user -> user.organization().equals(connection.organization()));
    }

    @Override
    public void strip(Organization.Id organization, Connection.Id id) {
        database.run(() -> {
            if (database.owns(organization, id)) {
                forget(id);
            }
        });
    }

    @Override
    public int removeDeleted(Instant before, int limit) {
        return database.call(() -> {
            int removed = database.connections.removeIf(
                    row -> row.connection().status() == Connection.Status.DELETED
                            && row.connection().updatedAt().isBefore(before),
                    limit);
            database.accessGrants.removeIf(
                    row -> database.connections
                            .get(row.grant().connection().value())
                            .isEmpty(),
                    Integer.MAX_VALUE);
            return removed;
        });
    }

    private void forget(Connection.Id id) {
        List<SyncRun> runs = database.runs.stream()
                .filter(run -> run.connection().equals(id))
                .toList();
        for (SyncRun run : runs) {
            database.scopeRuns.removeIf(row -> row.scope().run().equals(run.id()), Integer.MAX_VALUE);
            database.runs.remove(run.id().value());
        }
        database.scopeStates.removeIf(state -> state.connection().equals(id), Integer.MAX_VALUE);
        database.issues.removeIf(issue -> issue.connection().equals(id), Integer.MAX_VALUE);
        database.seen.removeIf(seen -> seen.scope().connection().equals(id.value()), Integer.MAX_VALUE);
        database.marks.removeIf(id::equals, Integer.MAX_VALUE);
        database.treeWork.removeIf(work -> work.scope().connection().equals(id.value()), Integer.MAX_VALUE);
    }

    @Override
    public Optional<SyncRun.Id> claim(Organization.Id organization, Connection.Id id, SyncRun.Id run) {
        return database.call(() -> {
            MemoryRows.ConnectionRow row = database.connection(organization, id)
                    .orElseThrow(() -> new IllegalStateException("There is no such connection"));
            if (row.openRun().isEmpty()) {
                change(
                        organization,
                        id,
                        free -> new MemoryRows.ConnectionRow(free.connection(), Optional.of(run), free.due()));
            }
            return row.openRun();
        });
    }

    @Override
    public Optional<SyncRun.Id> openRun(Organization.Id organization, Connection.Id id) {
        return database.call(() -> database.connection(organization, id).flatMap(MemoryRows.ConnectionRow::openRun));
    }

    @Override
    public Map<Connection.Id, SyncRun.Id> openRuns(Organization.Id organization, Collection<Connection.Id> ids) {
        return database.call(() -> {
            Map<Connection.Id, SyncRun.Id> open = new HashMap<>();
            ids.forEach(id -> openRun(organization, id).ifPresent(run -> open.put(id, run)));
            return open;
        });
    }

    @Override
    public void release(Organization.Id organization, Connection.Id id, SyncRun.Id run, Optional<Instant> lastSyncAt) {
        change(
                organization,
                id,
                row -> row.openRun().filter(run::equals).isEmpty()
                        ? row
                        : new MemoryRows.ConnectionRow(
                                syncedAt(
                                        row.connection(),
                                        lastSyncAt.or(() -> row.connection().lastSyncAt())),
                                Optional.empty(),
                                row.due()));
    }

    @Override
    public void setDue(Organization.Id organization, Connection.Id id, Optional<Instant> due) {
        change(organization, id, row -> new MemoryRows.ConnectionRow(row.connection(), row.openRun(), due));
    }

    @Override
    public List<Due> due(Instant now, int limit) {
        return database.call(() -> database.connections.stream()
                .filter(row -> row.connection().enabled()
                        && !gone(row.connection())
                        && row.due().filter(due -> !due.isAfter(now)).isPresent())
                .map(row -> new Due(
                        row.connection().organization(),
                        row.connection().id(),
                        row.due().orElseThrow()))
                .sorted(Comparator.comparing(Due::at))
                .limit(limit)
                .toList());
    }

    @Override
    public boolean advanceDue(Organization.Id organization, Connection.Id id, Instant from, Optional<Instant> to) {
        return database.call(() -> database.connection(organization, id)
                        .flatMap(MemoryRows.ConnectionRow::due)
                        .filter(from::equals)
                        .isPresent()
                && change(organization, id, row -> new MemoryRows.ConnectionRow(row.connection(), row.openRun(), to)));
    }

    private boolean change(
            Organization.Id organization, Connection.Id id, UnaryOperator<MemoryRows.ConnectionRow> transition) {
        return database.call(() -> {
            Optional<MemoryRows.ConnectionRow> row = database.connection(organization, id);
            row.ifPresent(before -> database.connections.put(id.value(), transition.apply(before)));
            return row.isPresent();
        });
    }

    private static Connection syncedAt(Connection connection, Optional<Instant> lastSyncAt) {
        return new Connection(
                connection.id(),
                connection.organization(),
                connection.collection(),
                connection.provider(),
                connection.name(),
                connection.settings(),
                connection.settingsVersion(),
                connection.credential(),
                connection.status(),
                connection.statusReason(),
                connection.account(),
                connection.enabled(),
                connection.schedule(),
                connection.tenant(),
                connection.createdBy(),
                connection.createdAt(),
                connection.updatedAt(),
                lastSyncAt);
    }
}
