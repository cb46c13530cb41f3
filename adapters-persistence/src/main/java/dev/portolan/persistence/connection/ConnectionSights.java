package dev.portolan.persistence.connection;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.Sight;
import dev.portolan.domain.Sight.Part;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Few;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Row;
import dev.portolan.persistence.organization.Held;
import dev.portolan.persistence.organization.Makers;
import dev.portolan.persistence.vault.Unsealing;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks at connections and at what stands beside them with one query: whoever asks for one waits for the database once. */
@Singleton
final class ConnectionSights {

    private static final String ROLE = """
            , (select g.role from access_grant g
                where g.connection_id = c.id and g.organization_id = c.organization_id and %s
                order by case g.role when 'ADMIN' then 0 when 'EDITOR' then 1 else 2 end limit 1) as held_role""".formatted(Held.by("g"));

    private final Jdbc jdbc;
    private final Unsealing unsealing;
    private final Map<Wanted, String> queries = new ConcurrentHashMap<>();

    ConnectionSights(Jdbc jdbc, Unsealing unsealing) {
        this.jdbc = jdbc;
        this.unsealing = unsealing;
    }

    /** What a query must answer. Every table in it is paid for, so that there is none but those. */
    private record Wanted(Set<Part> parts, boolean role) {

        String query() {
            return "select c.*" + each(Wanted::columns) + (role ? ROLE : "") + " from connection c"
                    + each(Wanted::table) + " where c.organization_id = ? and c.id";
        }

        private String each(Function<Part, String> sql) {
            return parts.stream().map(sql).collect(Collectors.joining());
        }

        private static String columns(Part part) {
            return switch (part) {
                case CREDENTIAL -> ", k.data_key, k.sealed";
                case SLUG -> """
                        , (select n.slug from collection n
                            where n.id = c.collection_id and n.organization_id = c.organization_id) as slug""";
                case MAKER -> ", " + Makers.COLUMNS;
            };
        }

        private static String table(Part part) {
            return switch (part) {
                case CREDENTIAL ->
                    " left join credential k on k.id = c.credential_id and k.organization_id = c.organization_id";
                case SLUG -> "";
                case MAKER -> " left join app_user u on u.id = c.created_by and u.organization_id = c.organization_id";
            };
        }
    }

    Map<Connection.Id, Sight> find(
            Organization.Id organization, Set<Connection.Id> ids, Optional<User.Id> viewer, Set<Part> parts) {
        String query = queries.computeIfAbsent(new Wanted(Set.copyOf(parts), viewer.isPresent()), Wanted::query);
        List<Few> asked = Few.of(ids, Connection.Id::value);
        List<Sight> seen = viewer.map(User.Id::value)
                .map(user -> jdbc.among(
                        asked,
                        query,
                        row -> sight(row, parts, row.optionalText("held_role").map(Role::valueOf)),
                        user,
                        user,
                        organization.value()))
                .orElseGet(() ->
                        jdbc.among(asked, query, row -> sight(row, parts, Optional.empty()), organization.value()));
        return seen.stream()
                .collect(Collectors.toMap(sight -> sight.connection().id(), sight -> sight));
    }

    private Sight sight(Row row, Set<Part> parts, Optional<Role> role) throws SQLException {
        Connection connection = ConnectionRow.read(row).connection();
        return new Sight(
                connection,
                role,
                row.optionalUuid("open_run").map(SyncRun.Id::new),
                parts.contains(Part.CREDENTIAL) ? credential(row, connection) : Optional.empty(),
                parts.contains(Part.SLUG) ? row.optionalText("slug") : Optional.empty(),
                parts.contains(Part.MAKER)
                        ? Makers.read(row, connection.createdBy(), connection.organization())
                        : Optional.empty(),
                row.optionalText("redirect_url"));
    }

    private Optional<Credential> credential(Row row, Connection connection) throws SQLException {
        Optional<byte[]> sealed = row.optionalBytes("sealed");
        return connection.credential().isEmpty() || sealed.isEmpty()
                ? Optional.empty()
                : Optional.of(unsealing.open(
                        connection.organization(),
                        connection.credential().get(),
                        row.integer("data_key"),
                        sealed.get()));
    }
}
