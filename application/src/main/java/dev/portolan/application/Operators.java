package dev.portolan.application;

import dev.portolan.application.port.OrganizationStore;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.util.Optional;

/** Knows the administrator of the deployment: the user {@code admin} of the organization {@code default}. */
final class Operators {

    static final String ADMIN = "admin";

    private final OrganizationStore organizations;

    /** Once there is one it is there for good, under that slug. */
    private volatile Optional<Organization.Id> home = Optional.empty();

    Operators(OrganizationStore organizations) {
        this.organizations = organizations;
    }

    boolean is(User user) {
        return user.role() == Role.ADMIN
                && user.name().equals(ADMIN)
                && home().equals(Optional.of(user.organization()));
    }

    private Optional<Organization.Id> home() {
        Optional<Organization.Id> known = home;
        if (known.isEmpty()) {
            known = organizations.bySlug(Access.DEFAULT).map(Organization::id);
            home = known;
        }
        return known;
    }
}
