package dev.portolan.persistence.authorization;

import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.persistence.database.Jdbc;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Who renews a grant: a holder, a number that ascends with every holder, and an end, all in the grant's row. */
@Singleton
final class GrantLeases {

    private final Jdbc jdbc;
    private final Transactions transactions;

    GrantLeases(Jdbc jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    Optional<OAuthGrant.Lease> take(
            Organization.Id organization, Credential.Id id, long version, String holder, Instant now, Instant until) {
        return transactions.call(() -> {
            int taken = jdbc.update("""
                    update oauth_grant set lease_number = lease_number + 1, lease_until = ?,
                        unanswered_version = case when lease_holder is null then unanswered_version else version end,
                        lease_holder = ?
                    where id = ? and organization_id = ? and version = ? and (lease_until is null or lease_until <= ?)""", until, holder, id.value(), organization.value(), version, now);
            return taken == 1 ? Optional.of(taken(organization, id, holder, until)) : Optional.empty();
        });
    }

    /** In the transaction that has just changed the row. */
    private OAuthGrant.Lease taken(Organization.Id organization, Credential.Id id, String holder, Instant until) {
        return jdbc.first(
                        """
                        select lease_number, version, unanswered_version from oauth_grant
                        where id = ? and organization_id = ?""",
                        row -> new OAuthGrant.Lease(
                                holder,
                                row.number("lease_number"),
                                until,
                                row.number("unanswered_version") == row.number("version")),
                        id.value(),
                        organization.value())
                .orElseThrow(() -> new IllegalStateException("A grant is gone while it was leased"));
    }

    boolean extend(Organization.Id organization, Credential.Id id, long number, Instant until) {
        return jdbc.update("""
                        update oauth_grant set lease_until = ?
                        where id = ? and organization_id = ? and lease_number = ? and lease_holder is not null""", until, id.value(), organization.value(), number) == 1;
    }

    boolean holds(Organization.Id organization, Credential.Id id, long number) {
        return jdbc.number("""
                        select count(*) from oauth_grant
                        where id = ? and organization_id = ? and lease_number = ? and lease_holder is not null""", id.value(), organization.value(), number) == 1;
    }

    void end(Organization.Id organization, Credential.Id id, long number, boolean answered) {
        jdbc.update("""
                update oauth_grant set lease_holder = null, lease_until = null,
                    unanswered_version = case when ? then unanswered_version else version end
                where id = ? and organization_id = ? and lease_number = ? and lease_holder is not null""", answered, id.value(), organization.value(), number);
    }
}
