package dev.portolan.persistence.run;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeState;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.database.Keys;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Checkpoints and whatever else outlives a run of a scope. */
@Singleton
final class ScopeStateTable {

    private final Jdbc jdbc;

    ScopeStateTable(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    List<ScopeState> list(Organization.Id organization, Connection.Id connection) {
        return jdbc.list(
                "select * from scope_state where connection_id = ? and organization_id = ?",
                Reading::state,
                connection.value(),
                organization.value());
    }

    Optional<ScopeState> find(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        return jdbc.first(
                "select * from scope_state where connection_id = ? and scope_key = ? and organization_id = ?",
                Reading::state,
                connection.value(),
                Keys.of(scope),
                organization.value());
    }

    void put(Organization.Id organization, ScopeState state) {
        jdbc.update(
                """
                merge into scope_state s
                using (
                    select id as connection_id, organization_id, cast(? as uuid) as scope_key, cast(? as varchar) as scope_id,
                        cast(? as varchar) as name, cast(? as varchar) as selection, cast(? as varchar) as checkpoint,
                        cast(? as bigint) as listing, cast(? as bigint) as fresh_from, cast(? as boolean) as listed,
                        cast(? as bigint) as settings_version,
                        cast(? as boolean) as unordered, cast(? as boolean) as reselected
                    from connection where id = ? and organization_id = ?) n
                on s.connection_id = n.connection_id and s.scope_key = n.scope_key
                when matched then update set name = n.name, selection = n.selection, checkpoint = n.checkpoint,
                    listing = n.listing, fresh_from = n.fresh_from, listed = n.listed,
                    settings_version = n.settings_version, unordered = n.unordered, reselected = n.reselected
                when not matched then insert (connection_id, organization_id, scope_key, scope_id, name, selection,
                    checkpoint, listing, fresh_from, listed, settings_version, unordered, reselected)
                values (n.connection_id, n.organization_id, n.scope_key, n.scope_id, n.name, n.selection, n.checkpoint,
                    n.listing, n.fresh_from, n.listed, n.settings_version, n.unordered, n.reselected)""",
                Keys.of(state.scope().id()),
                state.scope().id().value(),
                state.scope().name(),
                state.scope().selection(),
                state.checkpoint().value(),
                state.listing(),
                state.freshFrom(),
                state.listed(),
                state.settingsVersion(),
                state.unordered(),
                state.reselected(),
                state.connection().value(),
                organization.value());
    }

    void remove(Organization.Id organization, Connection.Id connection, Scope.Id scope) {
        jdbc.update(
                "delete from scope_state where connection_id = ? and scope_key = ? and organization_id = ?",
                connection.value(),
                Keys.of(scope),
                organization.value());
    }
}
