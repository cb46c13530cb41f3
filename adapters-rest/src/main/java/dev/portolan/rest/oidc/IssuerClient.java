package dev.portolan.rest.oidc;

import io.micronaut.security.oauth2.configuration.OauthClientConfigurationProperties.OpenIdClientConfigurationProperties.EndSessionConfigurationProperties;
import io.micronaut.security.oauth2.configuration.OpenIdClientConfiguration;
import io.micronaut.security.oauth2.configuration.endpoints.AuthorizationEndpointConfiguration;
import io.micronaut.security.oauth2.configuration.endpoints.EndSessionEndpointConfiguration;
import io.micronaut.security.oauth2.configuration.endpoints.EndpointConfiguration;
import io.micronaut.security.oauth2.configuration.endpoints.TokenEndpointConfiguration;
import java.net.URL;
import java.util.Optional;

/** The issuer as micronaut-security-oauth2 knows one: an OpenID client by which nobody logs in. */
record IssuerClient(URL issuer) implements OpenIdClientConfiguration {

    static final String NAME = "issuer";
    private static final String DOCUMENT = "/.well-known/openid-configuration";

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Optional<URL> getIssuer() {
        return Optional.of(issuer);
    }

    @Override
    public String getConfigurationPath() {
        return DOCUMENT;
    }

    @Override
    public Optional<String> getJwksUri() {
        return Optional.empty();
    }

    @Override
    public Optional<EndpointConfiguration> getRegistration() {
        return Optional.empty();
    }

    @Override
    public Optional<EndpointConfiguration> getUserInfo() {
        return Optional.empty();
    }

    @Override
    public Optional<AuthorizationEndpointConfiguration> getAuthorization() {
        return Optional.empty();
    }

    @Override
    public Optional<TokenEndpointConfiguration> getToken() {
        return Optional.empty();
    }

    @Override
    public EndSessionEndpointConfiguration getEndSession() {
        EndSessionConfigurationProperties none = new EndSessionConfigurationProperties();
        none.setEnabled(false);
        return none;
    }

    @Override
    public boolean isProtectedResourceMetadata() {
        return false;
    }
}
