package dev.portolan.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A registration of ours at a provider, in whose name consent is asked for. Its secret is kept elsewhere: sealed, or in the
 * operator's configuration.
 *
 * @param scopes asked for instead of the provider's own; empty: the provider's own
 */
public record OAuthApp(
        Id id,
        Owner owner,
        Provider.Id provider,
        String name,
        String clientId,
        List<String> scopes,
        Instant createdAt,
        Instant updatedAt) {

    public record Id(UUID value) {}

    /** Whose it is; the most specific one wins. */
    public sealed interface Owner {

        /** The operator's: for every organization, and edited by nobody. */
        record OfDeployment() implements Owner {}

        record OfOrganization(Organization.Id organization) implements Owner {}

        /** A namespace's or library's own. */
        record OfCollection(Organization.Id organization, Collection.Id collection) implements Owner {}
    }

    public OAuthApp {
        scopes = List.copyOf(scopes);
    }

    /** Under which its secret is sealed. */
    public Credential.Id secret() {
        return new Credential.Id(id.value());
    }

    public OAuthApp changed(String newName, String newClientId, List<String> newScopes, Instant now) {
        return new OAuthApp(id, owner, provider, newName, newClientId, newScopes, createdAt, now);
    }
}
