package dev.portolan.providers;

import dev.portolan.domain.AuthScheme;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the providers are: at their own addresses, unless the operator says otherwise by
 * {@code PORTOLAN_PROVIDERS_<ID>_API_URL}, {@code _CONTENT_URL}, {@code _AUTHORIZE_URL}, {@code _TOKEN_URL} or
 * {@code _REVOKE_URL}: for sovereign clouds, sandboxes, servers on own premises and tests.
 */
@Singleton
public final class Endpoints {

    private final PropertyResolver properties;

    public Endpoints(PropertyResolver properties) {
        this.properties = properties;
    }

    /** @param provider its id, such as {@code google_drive} */
    public OfProvider of(String provider) {
        return new OfProvider(properties, provider);
    }

    /** The endpoints of one provider. Base URLs end without a slash. */
    public record OfProvider(PropertyResolver properties, String provider) {

        /** The base URL of its API. */
        public String api(String own) {
            return operatorsApi().orElse(own);
        }

        /** The base URL of its API where the operator has one; for providers that tell theirs with the tokens. */
        public Optional<String> operatorsApi() {
            return operators("api-url").map(URI::toString);
        }

        /** The base URL that content is read from, where it is another than the API's. */
        public String content(String own) {
            return operators("content-url").map(URI::toString).orElse(own);
        }

        /** The same scheme at the operator's endpoints. One for revocation is taken to speak RFC 7009 where the provider has none. */
        public AuthScheme.OAuth2 oauth(AuthScheme.OAuth2 own) {
            return new AuthScheme.OAuth2(
                    operators("authorize-url").orElse(own.authorizeUrl()),
                    operators("token-url").orElse(own.tokenUrl()),
                    revocation(own.revoke()),
                    own.scopes(),
                    own.scopeParameter(),
                    own.scopeSeparator(),
                    own.clientAuthentication(),
                    own.tokenBody(),
                    own.pkce(),
                    own.authorizeParameters(),
                    own.tokenHeaders(),
                    own.keptFields());
        }

        private Optional<AuthScheme.Revocation> revocation(Optional<AuthScheme.Revocation> own) {
            return operators("revoke-url")
                    .map(url -> new AuthScheme.Revocation(
                            url, own.map(AuthScheme.Revocation::style).orElse(AuthScheme.Revocation.Style.RFC7009)))
                    .or(() -> own);
        }

        /** A variable that is set to nothing is not set. */
        private Optional<URI> operators(String endpoint) {
            return properties
                    .getProperty("portolan.providers." + provider.replace('_', '-') + "." + endpoint, String.class)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .map(text -> url(endpoint, text));
        }

        private URI url(String endpoint, String text) {
            try {
                URI url = URI.create(text.replaceFirst("/+$", ""));
                boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
                if (web && url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null) {
                    return url;
                }
            } catch (IllegalArgumentException malformed) {
                // Said below, as for any other text that is no URL.
            }
            String variable = ("PORTOLAN_PROVIDERS_" + provider + "_" + endpoint).replace('-', '_');
            throw new IllegalArgumentException(variable.toUpperCase(Locale.ROOT)
                    + " must be an absolute http or https URL without query and fragment");
        }
    }
}
