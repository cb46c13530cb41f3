package dev.portolan.rest.oidc;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.SignedJWT;
import dev.portolan.application.Identities;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.json.JsonMapper;
import io.micronaut.security.oauth2.client.OpenIdProviderMetadataFetcher;
import io.micronaut.security.oauth2.client.OpenIdProviderMetadataFetcherFactory;
import io.micronaut.security.oauth2.configuration.OpenIdClientConfiguration;
import io.micronaut.security.token.jwt.nimbus.ReactiveJwksSignature;
import io.micronaut.security.token.jwt.signature.ReactiveSignatureConfiguration;
import io.micronaut.security.token.jwt.validator.JsonWebTokenParser;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Declares the issuer that the operator names to micronaut-security-oauth2, and puts the module's parts together; a mistake in
 * the variables stops the start. Where no issuer is named, nothing of this exists.
 */
@Factory
@Requires(property = OidcFactory.ISSUER, pattern = OidcFactory.SOMETHING)
final class OidcFactory {

    static final String ISSUER = "portolan.oidc.issuer";

    /** A variable that is set to nothing is not set. */
    static final String SOMETHING = "(?s).*\\S.*";

    private static final int BYTES = 1 << 20;

    private final ResourceRetriever web;

    /** @param patience with the issuer */
    OidcFactory(@Property(name = "portolan.oidc.patience", defaultValue = "5s") Duration patience) {
        int millis = Math.toIntExact(patience.toMillis());
        this.web = new DefaultResourceRetriever(millis, millis, BYTES);
    }

    @Singleton
    OidcSettings settings(
            @Property(name = ISSUER) String issuer,
            @Property(name = "portolan.oidc.audience", defaultValue = "") String audience,
            @Property(name = "portolan.oidc.organization", defaultValue = "") String organization,
            @Property(name = "portolan.oidc.groups.claim", defaultValue = "") String groupsClaim,
            @Property(name = "portolan.oidc.admin.group", defaultValue = "") String adminGroup) {
        return new OidcSettings(
                issuer.strip(),
                audience.strip(),
                new Identities.Home(text(organization).orElse("default"), text(adminGroup)),
                text(groupsClaim));
    }

    private static Optional<String> text(String value) {
        return Optional.of(value.strip()).filter(text -> !text.isEmpty());
    }

    @Singleton
    @Named(IssuerClient.NAME)
    OpenIdClientConfiguration client(OidcSettings settings) throws MalformedURLException {
        return new IssuerClient(URI.create(settings.issuer()).toURL());
    }

    @Singleton
    @Named(IssuerClient.NAME)
    @Replaces(value = OpenIdProviderMetadataFetcher.class, factory = OpenIdProviderMetadataFetcherFactory.class)
    OpenIdProviderMetadataFetcher document(
            OidcSettings settings, @Named(IssuerClient.NAME) OpenIdClientConfiguration client, JsonMapper json) {
        return new IssuerDocument(settings.issuer(), client.getConfigurationPath(), web, json);
    }

    /** Not offered as one of the module's key sources by itself: its validator takes tokens by them with less checking. */
    @Singleton
    Keys keys(@Named(IssuerClient.NAME) OpenIdProviderMetadataFetcher document, InstantSource clock) {
        return new Keys(new Discovery(document, clock), new IssuerKeys(web));
    }

    /** Answers under its interface: the class itself would be made only beside the module's own metadata. */
    @Singleton
    @Named(IssuerClient.NAME)
    ReactiveSignatureConfiguration<SignedJWT> signature(Keys keys) {
        return new ReactiveJwksSignature(keys.discovery(), new FittingKeys(), keys.published());
    }

    @Context
    TrustedIssuer issuer(
            OidcSettings settings,
            JsonWebTokenParser<JWT> parser,
            Keys keys,
            @Named(IssuerClient.NAME) ReactiveSignatureConfiguration<SignedJWT> signature,
            Identities identities,
            InstantSource clock) {
        Checks checks = new Checks(parser, keys.discovery(), keys.published(), signature, new Claims(settings, clock));
        return new TrustedIssuer(settings, checks, identities);
    }

    /** Where keys are, and what they are. */
    record Keys(Discovery discovery, IssuerKeys published) {}
}
