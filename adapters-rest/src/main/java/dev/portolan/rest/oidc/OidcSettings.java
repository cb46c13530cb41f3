package dev.portolan.rest.oidc;

import dev.portolan.application.Identities;
import dev.portolan.domain.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Which issuer the operator trusts, and for what.
 *
 * @param issuer exactly as its tokens name it
 * @param audience what its tokens must be for
 * @param home where its users live
 * @param groups the claim that names a user's groups; steps into objects are written with dots
 */
record OidcSettings(String issuer, String audience, Identities.Home home, Optional<String> groups) {

    OidcSettings {
        if (!isSafe(issuer)) {
            throw new Refusal.InvalidInput("PORTOLAN_OIDC_ISSUER", "must be an https URL, or http on loopback");
        }
        if (audience.isEmpty()) {
            throw new Refusal.InvalidInput(
                    "PORTOLAN_OIDC_AUDIENCE", "must be set beside PORTOLAN_OIDC_ISSUER: whom its tokens are for");
        }
        if (home.adminGroup().isPresent() && groups.isEmpty()) {
            throw new Refusal.InvalidInput(
                    "PORTOLAN_OIDC_GROUPS_CLAIM",
                    "must be set beside PORTOLAN_OIDC_ADMIN_GROUP: where groups are named");
        }
    }

    /** Keys that came over an open network would be anybody's. */
    static boolean isSafe(String url) {
        try {
            URI uri = URI.create(url);
            boolean https = "https".equals(uri.getScheme());
            return uri.getHost() != null && (https || ("http".equals(uri.getScheme()) && isLoopback(uri.getHost())));
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException nowhere) {
            return false;
        }
    }
}
