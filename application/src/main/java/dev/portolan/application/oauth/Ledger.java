package dev.portolan.application.oauth;

import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.GrantStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Writes down how an exchange ended, in one transaction: only for who still holds the lease, and only while the tokens are those
 * that were exchanged.
 */
final class Ledger {

    private final GrantStore store;
    private final CredentialVault vault;
    private final Grants grants;
    private final Transactions transactions;
    private final InstantSource clock;

    Ledger(GrantStore store, CredentialVault vault, Grants grants, Transactions transactions, InstantSource clock) {
        this.store = store;
        this.vault = vault;
        this.grants = grants;
        this.transactions = transactions;
        this.clock = clock;
    }

    enum Entry {
        WRITTEN,
        /** The tokens are others by now: what was got or refused counts no more. */
        OVERTAKEN,
        /** Someone else has the lease. */
        LEASE_LOST
    }

    /** Stores tokens before anybody uses them. A grant that was given up in the meantime has them given back. */
    Entry renewed(OAuthGrant exchanged, OAuthGrant.Lease lease, Credential.Tokens tokens) {
        return transactions.call(() -> {
            OAuthGrant grant = locked(exchanged);
            Optional<Entry> obstacle = obstacle(grant, exchanged, lease);
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            if (grant.state() == OAuthGrant.State.REVOKED) {
                grants.giveBack(grant, tokens);
            } else {
                Instant now = clock.instant();
                OAuthGrant renewed = grant.renewed(tokens, Ageing.renewAt(tokens, now), now);
                vault.put(grant.organization(), grant.id(), tokens);
                store.update(renewed);
                grants.heal(renewed);
            }
            store.endLease(grant.organization(), grant.id(), lease.number(), true);
            return Entry.WRITTEN;
        });
    }

    /** The provider does not renew the tokens any more. */
    Entry refused(OAuthGrant exchanged, OAuthGrant.Lease lease, String reason) {
        return transactions.call(() -> {
            OAuthGrant grant = locked(exchanged);
            Optional<Entry> obstacle = obstacle(grant, exchanged, lease);
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            if (grant.isLive()) {
                grants.needsReauthorization(grant, reason);
            }
            store.endLease(grant.organization(), grant.id(), lease.number(), true);
            return Entry.WRITTEN;
        });
    }

    private OAuthGrant locked(OAuthGrant exchanged) {
        Organization.Id organization = exchanged.organization();
        return store.lock(organization, exchanged.id())
                .orElseThrow(() -> new IllegalStateException("A grant is gone while it was renewed"));
    }

    private Optional<Entry> obstacle(OAuthGrant grant, OAuthGrant exchanged, OAuthGrant.Lease lease) {
        if (grant.version() != exchanged.version()) {
            store.endLease(grant.organization(), grant.id(), lease.number(), true);
            return Optional.of(Entry.OVERTAKEN);
        }
        return store.holds(grant.organization(), grant.id(), lease.number())
                ? Optional.empty()
                : Optional.of(Entry.LEASE_LOST);
    }
}
