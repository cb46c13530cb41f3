package dev.portolan.application.oauth;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import java.util.Optional;

/** The keys of a connection that was authorized in the browser. May be used by several threads at once. */
final class GrantKeys implements Connector.Keys {

    private final Organization.Id organization;
    private final Credential.Id grant;
    private final Renewals renewals;
    private volatile Held held;

    GrantKeys(Organization.Id organization, Credential.Id grant, Renewals renewals) {
        this.organization = organization;
        this.grant = grant;
        this.renewals = renewals;
        this.held = renewals.open(organization, grant);
    }

    @Override
    public Optional<String> secret(String field) {
        return Optional.empty();
    }

    @Override
    public String accessToken() {
        Held before = held;
        Held now = renewals.fresh(organization, grant, before);
        return use(now);
    }

    @Override
    public String renew(String refused) {
        Held now = held;
        return now.tokens().accessToken().equals(refused)
                ? use(renewals.replacement(organization, grant, now))
                : now.tokens().accessToken();
    }

    /** There is one grant for an app and account. */
    @Override
    public String holder() {
        return grant.value().toString();
    }

    @Override
    public Optional<String> kept(String field) {
        return Optional.ofNullable(held.tokens().extra().get(field));
    }

    /** Never back to older ones, whichever thread is faster. */
    private synchronized String use(Held newer) {
        if (newer.tokens().version() > held.tokens().version()) {
            held = newer;
        }
        return newer.tokens().accessToken();
    }
}
