package dev.portolan.providers.oauth;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.AuthScheme;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Where the browser goes to ask for consent. */
final class AuthorizeUri {

    private AuthorizeUri() {}

    static URI of(OAuthGateway.Client client, OAuthGateway.Consent consent) {
        AuthScheme.OAuth2 scheme = client.scheme();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("response_type", "code");
        fields.put("client_id", client.clientId());
        fields.put("redirect_uri", consent.redirectUri());
        if (!client.scopes().isEmpty()) {
            fields.put(scheme.scopeParameter(), String.join(scheme.scopeSeparator(), client.scopes()));
        }
        fields.put("state", consent.state());
        if (scheme.pkce()) {
            consent.challenge().ifPresent(challenge -> {
                fields.put("code_challenge", challenge);
                fields.put("code_challenge_method", "S256");
            });
        }
        new TreeMap<>(scheme.authorizeParameters()).forEach(fields::putIfAbsent);
        String base = scheme.authorizeUrl().toString();
        return URI.create(base + (scheme.authorizeUrl().getRawQuery() == null ? "?" : "&") + Query.ofUrl(fields));
    }
}
