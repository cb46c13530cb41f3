package dev.portolan.persistence.connection;

import dev.portolan.application.port.ConnectionStore.Named;
import dev.portolan.domain.AuthorizedConnection;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Bulk;
import dev.portolan.persistence.database.Few;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import dev.portolan.persistence.organization.Held;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the connections that collections are authorized with, their grants and makers; as a rule with one query. */
@Singleton
final class AuthorizedConnections {

    /** Of {@code connection c} and {@code oauth_grant g}; the narrower, the less it costs to carry them through the joins. */
    private static final String COLUMNS = """
            c.id, c.created_by, c.created_at, c.updated_at, g.app_id, g.expires_at, g.refresh_expires_at, g.authorized_at,
                (select u.name from app_user u
                    where u.id = c.created_by and u.organization_id = c.organization_id) as maker""";

    private static final String WORKING = "c.status not in ('REVOKED', 'HIDDEN', 'DELETING', 'DELETED')";

    // Not in the order of the ids: an index has it for the whole organization, and would be walked to the collection's
    // first.
    private static final String AUTHORIZED = """
            select %s
            from collection n
            join connection c on c.collection_id = n.id and c.organization_id = n.organization_id
            join oauth_grant g on g.id = c.credential_id and g.organization_id = c.organization_id
            where n.organization_id = ? and n.%s = ?
                and %s
                and g.app_id = coalesce(
                    (select h.app_id from oauth_choice h
                        where h.collection_id = n.id and h.organization_id = n.organization_id
                            and (h.app_id = any(?) or exists (select 1 from oauth_app o
                                where o.id = h.app_id and o.organization_id = n.organization_id))),
                    (select o.id from oauth_app o
                        where o.collection_id = n.id and o.organization_id = n.organization_id order by o.id limit 1))
                and (cast(? as uuid) is null or exists (select 1 from access_grant a
                    where a.connection_id = c.id and a.organization_id = c.organization_id and %s))
            order by c.created_at, c.id limit 1""";

    private static final Comparator<AuthorizedConnection> OLDEST_FIRST = Comparator.comparing(
                    AuthorizedConnection::createdAt)
            .thenComparing(connection -> connection.id().value().toString());

    /** As many rows as the usual case has for a collection, and some more. */
    private static final int CANDIDATES = 8;

    /**
     * The usual case by itself, of several collections that have few connections each: the whole is too much for a database to
     * plan again and again, and to sort a few rows is less for us than for a database.
     */
    private static final String CANDIDATE = """
            select %s, n.%s as named,
                (select h.app_id from oauth_choice h
                    where h.collection_id = n.id and h.organization_id = n.organization_id) as chosen_app,
                (select o.id from oauth_app o
                    where o.id = g.app_id and o.organization_id = g.organization_id) as stored_app
            from collection n
            join connection c on c.collection_id = n.id and c.organization_id = n.organization_id
            join oauth_grant g on g.id = c.credential_id and g.organization_id = c.organization_id
            where %s and n.organization_id = ? and n.%s""";

    /** Collections by the column that names them. */
    private enum Column {
        ID("id") {
            @Override
            Named named(Row row) throws SQLException {
                return new Named.ById(new Collection.Id(row.uuid("named")));
            }
        },
        SLUG("slug") {
            @Override
            Named named(Row row) throws SQLException {
                return new Named.BySlug(row.text("named"));
            }
        };

        private final String candidates;
        private final String authorized;

        Column(String name) {
            this.candidates = CANDIDATE.formatted(COLUMNS, name, WORKING, name);
            this.authorized = AUTHORIZED.formatted(COLUMNS, name, WORKING, Held.by("a"));
        }

        /** That a row is about. */
        abstract Named named(Row row) throws SQLException;

        static Column of(Named collection) {
            return switch (collection) {
                case Named.ById byId -> ID;
                case Named.BySlug bySlug -> SLUG;
            };
        }

        static Object value(Named collection) {
            return switch (collection) {
                case Named.ById(Collection.Id id) -> id.value();
                case Named.BySlug(String slug) -> slug;
            };
        }
    }

    /**
     * One that may be a collection's.
     *
     * @param chosen whether its app was chosen for the collection
     * @param stored whether that app is registered in the database
     */
    private record Candidate(Named collection, AuthorizedConnection connection, boolean chosen, boolean stored) {

        boolean counts(Set<OAuthApp.Id> operators) {
            return chosen && (stored || operators.contains(connection.app()));
        }
    }

    private final Jdbc jdbc;

    AuthorizedConnections(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    Map<Named, AuthorizedConnection> find(
            Organization.Id organization,
            Set<Named> collections,
            Set<OAuthApp.Id> operators,
            Optional<User.Id> viewer) {
        Map<Named, AuthorizedConnection> found = new HashMap<>();
        if (viewer.isEmpty()) {
            collections.stream()
                    .collect(Collectors.groupingBy(Column::of))
                    .forEach((column, named) -> candidates(organization, column, named).stream()
                            .filter(one -> one.counts(operators))
                            .forEach(one ->
                                    found.merge(one.collection(), one.connection(), AuthorizedConnections::older)));
        }
        collections.stream()
                .filter(collection -> !found.containsKey(collection))
                .forEach(collection -> authorized(organization, collection, operators, viewer.map(User.Id::value))
                        .ifPresent(one -> found.put(collection, one)));
        return found;
    }

    private static AuthorizedConnection older(AuthorizedConnection one, AuthorizedConnection other) {
        return OLDEST_FIRST.compare(one, other) <= 0 ? one : other;
    }

    /** All of these collections'; none where they are too many to be told at once. */
    private List<Candidate> candidates(Organization.Id organization, Column column, List<Named> collections) {
        List<Candidate> candidates = new ArrayList<>();
        for (Few few : Few.of(collections, Column::value)) {
            int most = few.size() * CANDIDATES;
            List<Candidate> read = jdbc.atMost(
                    most,
                    column.candidates + few.in(),
                    row -> candidate(column, row),
                    few.parameters(organization.value()));
            if (read.size() < most) {
                candidates.addAll(read);
            }
        }
        return candidates;
    }

    private static Candidate candidate(Column column, Row row) throws SQLException {
        AuthorizedConnection connection = authorized(row);
        return new Candidate(
                column.named(row),
                connection,
                row.optionalUuid("chosen_app")
                        .equals(Optional.of(connection.app().value())),
                row.optionalUuid("stored_app").isPresent());
    }

    private Optional<AuthorizedConnection> authorized(
            Organization.Id organization, Named collection, Set<OAuthApp.Id> operators, Optional<UUID> only) {
        return jdbc.first(
                Column.of(collection).authorized,
                AuthorizedConnections::authorized,
                organization.value(),
                Column.value(collection),
                Bulk.uuids(operators, OAuthApp.Id::value),
                only,
                only,
                only);
    }

    private static AuthorizedConnection authorized(Row row) throws SQLException {
        return new AuthorizedConnection(
                new Connection.Id(row.uuid("id")),
                new User.Id(row.uuid("created_by")),
                row.optionalText("maker"),
                new OAuthApp.Id(row.uuid("app_id")),
                row.optionalInstant("expires_at"),
                row.optionalInstant("refresh_expires_at"),
                row.instant("authorized_at"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
