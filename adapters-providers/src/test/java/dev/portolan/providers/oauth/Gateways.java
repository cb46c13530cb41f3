package dev.portolan.providers.oauth;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Provider;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.wire.AddressGuard;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Transport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gateway, and clients and tokens for it. */
final class Gateways {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final String SECRET = "s3cr3t+app/value";

    private Gateways() {}

    static OAuthGateway gateway() {
        return within(Duration.ofSeconds(30));
    }

    static OAuthGateway within(Duration longest) {
        Json json = OAuthConnectors.json();
        Transport transport = new Transport(new AddressGuard(List.of()));
        return new HttpOAuthGateway(new Asking(transport, json, longest), json, InstantSource.fixed(NOW));
    }

    /** A scheme like most: client in the body, forms, no PKCE, three scopes. */
    static AuthScheme.OAuth2 scheme(URI server) {
        return new AuthScheme.OAuth2(
                URI.create(server + "/authorize"),
                URI.create(server + "/token"),
                Optional.empty(),
                List.of("offline_access", "User.Read", "Files.Read.All"),
                "scope",
                " ",
                AuthScheme.ClientAuthentication.BODY,
                AuthScheme.BodyFormat.FORM,
                false,
                Map.of(),
                Map.of(),
                List.of("instance_url", "team.id"));
    }

    static AuthScheme.OAuth2 authenticating(
            AuthScheme.OAuth2 scheme, AuthScheme.ClientAuthentication authentication, AuthScheme.BodyFormat body) {
        return new AuthScheme.OAuth2(
                scheme.authorizeUrl(),
                scheme.tokenUrl(),
                scheme.revoke(),
                scheme.scopes(),
                scheme.scopeParameter(),
                scheme.scopeSeparator(),
                authentication,
                body,
                true,
                scheme.authorizeParameters(),
                Map.of("Notion-Version", "2026-03-11"),
                scheme.keptFields());
    }

    static AuthScheme.OAuth2 revoking(AuthScheme.OAuth2 scheme, URI url, AuthScheme.Revocation.Style style) {
        return new AuthScheme.OAuth2(
                scheme.authorizeUrl(),
                scheme.tokenUrl(),
                Optional.of(new AuthScheme.Revocation(url, style)),
                scheme.scopes(),
                scheme.scopeParameter(),
                scheme.scopeSeparator(),
                scheme.clientAuthentication(),
                scheme.tokenBody(),
                scheme.pkce(),
                scheme.authorizeParameters(),
                scheme.tokenHeaders(),
                scheme.keptFields());
    }

    static OAuthGateway.Client client(AuthScheme.OAuth2 scheme) {
        return new OAuthGateway.Client(
                new Provider.Id("box"), scheme, "client id", Optional.of(SECRET), scheme.scopes());
    }

    static Credential.Tokens tokens(String access, String refresh) {
        return new Credential.Tokens(
                access,
                Optional.of(refresh),
                Optional.of(NOW.plusSeconds(60)),
                Optional.empty(),
                List.of("User.Read"),
                Map.of("instance_url", "https://old", "team.id", "T1"),
                4);
    }
}
