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

    Operators(OrganizationStore organizations) {
        this.organizations = organizations;
    }

    boolean is(User user) {
        return user.role() == Role.ADMIN
                && user.name().equals(ADMIN)
                && organizations.bySlug(Access.DEFAULT).map(Organization::id).equals(Optional.of(user.organization()));
    }
}
