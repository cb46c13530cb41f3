package dev.portolan.application.memory;

import dev.portolan.application.port.GrantStore;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Grants and their leases, in memory. */
public final class InMemoryGrantStore implements GrantStore {

    private final MemoryDatabase database;

    public InMemoryGrantStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public boolean add(OAuthGrant grant) {
        return database.call(() -> {
            if (database.grants.get(grant.id().value()).isPresent()
                    || of(grant.organization(), grant.app(), grant.account().id())
                            .isPresent()) {
                return false;
            }
            database.grants.put(
                    grant.id().value(), new MemoryRows.GrantRow(grant, Optional.empty(), 0, Optional.empty(), 0));
            return true;
        });
    }

    @Override
    public Optional<OAuthGrant> find(Organization.Id organization, Credential.Id id) {
        return database.call(() -> row(organization, id).map(MemoryRows.GrantRow::grant));
    }

    @Override
    public Optional<OAuthGrant> of(Organization.Id organization, OAuthApp.Id app, String account) {
        return database.call(() -> grants().filter(grant -> grant.organization().equals(organization)
                        && grant.app().equals(app)
                        && grant.account().id().equals(account))
                .findFirst());
    }

    @Override
    public Optional<OAuthGrant> lock(Organization.Id organization, Credential.Id id) {
        return find(organization, id);
    }

    @Override
    public void update(OAuthGrant grant) {
        change(grant.organization(), grant.id(), row -> row.with(grant));
    }

    @Override
    public int countOf(Organization.Id organization, OAuthApp.Id app) {
        return database.call(() ->
                (int) grants().filter(grant -> grant.organization().equals(organization)
                                && grant.app().equals(app)
                                && grant.state() != OAuthGrant.State.REVOKED)
                        .count());
    }

    @Override
    public List<Connection.Id> usersOf(Organization.Id organization, Credential.Id id) {
        return database.call(() -> database.connections.stream()
                .map(MemoryRows.ConnectionRow::connection)
                .filter(connection -> connection.organization().equals(organization) && uses(connection, id))
                .map(Connection::id)
                .toList());
    }

    private static boolean uses(Connection connection, Credential.Id id) {
        return connection.isLive()
                && connection.status() != Connection.Status.REVOKED
                && connection.credential().equals(Optional.of(id));
    }

    @Override
    public boolean liveAnywhere(Provider.Id provider, String clientId, String account) {
        return database.call(() -> grants().anyMatch(grant -> grant.isLive()
                && grant.provider().equals(provider)
                && grant.clientId().equals(clientId)
                && grant.account().id().equals(account)));
    }

    @Override
    public List<OAuthGrant> due(Instant now, int limit) {
        return database.call(() -> grants().filter(grant -> grant.isLive()
                        && grant.renewAt().filter(at -> !at.isAfter(now)).isPresent())
                .sorted(Comparator.comparing(grant -> grant.renewAt().orElseThrow()))
                .limit(limit)
                .toList());
    }

    @Override
    public boolean advance(Organization.Id organization, Credential.Id id, Instant from, Instant to) {
        return database.call(() -> find(organization, id)
                        .flatMap(OAuthGrant::renewAt)
                        .filter(from::equals)
                        .isPresent()
                && change(organization, id, row -> row.with(row.grant().renewedLater(to))));
    }

    @Override
    public List<OAuthGrant> unused(int limit) {
        return database.call(() -> grants().filter(grant -> grant.state() != OAuthGrant.State.REVOKED
                        && usersOf(grant.organization(), grant.id()).isEmpty())
                .limit(limit)
                .toList());
    }

    @Override
    public int forget(int limit) {
        return database.call(() -> database.grants.removeIf(
                row -> row.grant().state() == OAuthGrant.State.REVOKED
                        && database.connections.stream()
                                .map(MemoryRows.ConnectionRow::connection)
                                .filter(Connection::isLive)
                                .noneMatch(connection -> connection
                                        .credential()
                                        .equals(Optional.of(row.grant().id()))),
                limit));
    }

    @Override
    public Optional<OAuthGrant.Lease> lease(
            Organization.Id organization, Credential.Id id, long version, String holder, Instant now, Instant until) {
        return database.call(() -> {
            Optional<MemoryRows.GrantRow> free =
                    row(organization, id).filter(row -> row.grant().version() == version && !row.heldAt(now));
            return free.map(row -> {
                long unanswered = row.holder().isPresent() ? version : row.unanswered();
                MemoryRows.GrantRow held = new MemoryRows.GrantRow(
                        row.grant(), Optional.of(holder), row.number() + 1, Optional.of(until), unanswered);
                database.grants.put(id.value(), held);
                return new OAuthGrant.Lease(holder, held.number(), until, unanswered == version);
            });
        });
    }

    @Override
    public boolean extend(Organization.Id organization, Credential.Id id, long number, Instant until) {
        return database.call(() -> holds(organization, id, number)
                && change(
                        organization,
                        id,
                        row -> new MemoryRows.GrantRow(
                                row.grant(), row.holder(), number, Optional.of(until), row.unanswered())));
    }

    @Override
    public boolean holds(Organization.Id organization, Credential.Id id, long number) {
        return database.call(() -> row(organization, id)
                .filter(row -> row.number() == number && row.holder().isPresent())
                .isPresent());
    }

    @Override
    public void endLease(Organization.Id organization, Credential.Id id, long number, boolean answered) {
        database.run(() -> {
            if (holds(organization, id, number)) {
                change(
                        organization,
                        id,
                        row -> new MemoryRows.GrantRow(
                                row.grant(),
                                Optional.empty(),
                                number,
                                Optional.empty(),
                                answered ? row.unanswered() : row.grant().version()));
            }
        });
    }

    /** For tests: until when somebody has the lease. */
    public Optional<Instant> leasedUntil(Credential.Id id) {
        return database.call(() -> database.grants.get(id.value()).flatMap(MemoryRows.GrantRow::until));
    }

    private Stream<OAuthGrant> grants() {
        return database.grants.stream().map(MemoryRows.GrantRow::grant);
    }

    private Optional<MemoryRows.GrantRow> row(Organization.Id organization, Credential.Id id) {
        return database.grants
                .get(id.value())
                .filter(row -> row.grant().organization().equals(organization));
    }

    private boolean change(
            Organization.Id organization, Credential.Id id, UnaryOperator<MemoryRows.GrantRow> transition) {
        return database.call(() -> {
            Optional<MemoryRows.GrantRow> row = row(organization, id);
            row.ifPresent(before -> database.grants.put(id.value(), transition.apply(before)));
            return row.isPresent();
        });
    }
}
