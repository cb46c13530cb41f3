package dev.portolan.rest.oidc;

import com.nimbusds.jose.util.ResourceRetriever;
import io.micronaut.json.JsonMapper;
import io.micronaut.security.oauth2.client.DefaultOpenIdProviderMetadata;
import io.micronaut.security.oauth2.client.OpenIdProviderMetadataFetcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * Reads what the issuer says of itself, within limits of time and size, and believes it under the issuer's exact name only. The
 * module's own reader needs Micronaut's HTTP client, and takes any name.
 */
record IssuerDocument(String issuer, String path, ResourceRetriever web, JsonMapper json)
        implements OpenIdProviderMetadataFetcher {

    @Override
    public String getName() {
        return IssuerClient.NAME;
    }

    /** @throws UncheckedIOException saying why there is none to go by */
    @Override
    public DefaultOpenIdProviderMetadata fetch() {
        try {
            return checked(read());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private DefaultOpenIdProviderMetadata read() throws IOException {
        URI place = URI.create(issuer.replaceFirst("/$", "") + path);
        return json.readValue(web.retrieveResource(place.toURL()).getContent(), DefaultOpenIdProviderMetadata.class);
    }

    private DefaultOpenIdProviderMetadata checked(DefaultOpenIdProviderMetadata said) throws IOException {
        if (!issuer.equals(said.getIssuer())) {
            throw new IOException("it calls itself " + said.getIssuer() + "; set PORTOLAN_OIDC_ISSUER to exactly that");
        }
        if (said.getJwksUri() == null || !OidcSettings.isSafe(said.getJwksUri())) {
            throw new IOException("its keys are at " + said.getJwksUri() + ", which is neither https nor loopback");
        }
        said.setName(getName());
        return said;
    }
}
