package dev.portolan.domain;

import java.util.Set;

/** Who calls: a user of an organization, narrowed to key scopes. {@code operator}: may administer the deployment. */
public record Principal(Organization.Id organization, User.Id user, Role role, Set<KeyScope> scopes, boolean operator) {

    public Principal {
        scopes = Set.copyOf(scopes);
    }

    /** Whether the key's scopes allow what {@code scope} names; {@code admin} allows everything. */
    public boolean allows(KeyScope scope) {
        return scopes.contains(KeyScope.ADMIN) || scopes.contains(scope);
    }
}
