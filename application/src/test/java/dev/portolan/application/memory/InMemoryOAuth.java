package dev.portolan.application.memory;

import dev.portolan.application.oauth.OAuthPorts;
import dev.portolan.application.oauth.OAuthSettings;
import dev.portolan.application.oauth.OAuthSettings.OperatorApp;
import dev.portolan.application.port.OAuthGateway;
import java.util.List;
import java.util.Set;

/** What OAuth needs of the outside, in memory. */
public final class InMemoryOAuth {

    /** Where providers send browsers. */
    public static final String CALLBACK = "https://portolan.example/oauth/callback";

    private InMemoryOAuth() {}

    public static OAuthPorts ports(MemoryDatabase database, OAuthGateway gateway, OperatorApp... apps) {
        return new OAuthPorts(
                gateway,
                new InMemoryOAuthAppStore(database),
                new InMemoryAuthorizationStore(database),
                new InMemoryGrantStore(database),
                new InMemoryRevocationStore(database),
                new OAuthSettings(CALLBACK, List.of(apps), Set.of()));
    }
}
