package dev.portolan.application.oauth;

import dev.portolan.domain.Provider;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator says about OAuth.
 *
 * @param callbackUrl where providers send browsers, as it is registered with them
 * @param apps the deployment's own
 * @param redirectOrigins that a client may have browsers sent to; empty: any https, and loopback http
 */
public record OAuthSettings(String callbackUrl, List<OperatorApp> apps, Set<String> redirectOrigins) {

    /** An app that the operator has configured for a provider. {@code scopes}: empty for the provider's own. */
    public record OperatorApp(
            Provider.Id provider, String clientId, Optional<String> clientSecret, List<String> scopes) {
        public OperatorApp {
            scopes = List.copyOf(scopes);
        }

        @Override
        public String toString() {
            return "OperatorApp[" + provider.value() + ", " + clientId + "]";
        }
    }

    public OAuthSettings {
        apps = List.copyOf(apps);
        redirectOrigins = Set.copyOf(redirectOrigins);
    }
}
