package dev.portolan.rest.oidc;

import dev.portolan.application.Identities;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import java.time.InstantSource;
import java.util.Optional;

/** Reads what the operator says of an issuer; a mistake there stops the start. */
@Factory
final class OidcFactory {

    @Context
    Issuer issuer(
            Identities identities,
            InstantSource clock,
            @Property(name = "portolan.oidc.issuer", defaultValue = "") String issuer,
            @Property(name = "portolan.oidc.audience", defaultValue = "") String audience,
            @Property(name = "portolan.oidc.organization", defaultValue = "") String organization,
            @Property(name = "portolan.oidc.groups.claim", defaultValue = "") String groupsClaim,
            @Property(name = "portolan.oidc.admin.group", defaultValue = "") String adminGroup) {
        return text(issuer)
                .map(trusted -> new OidcSettings(
                        trusted,
                        audience.strip(),
                        new Identities.Home(text(organization).orElse("default"), text(adminGroup)),
                        text(groupsClaim)))
                .<Issuer>map(settings -> new TrustedIssuer(settings, new Discovery(settings, clock), identities))
                .orElseGet(NoIssuer::new);
    }

    /** A variable that is set to nothing is not set. */
    private static Optional<String> text(String value) {
        return Optional.of(value.strip()).filter(text -> !text.isEmpty());
    }
}
