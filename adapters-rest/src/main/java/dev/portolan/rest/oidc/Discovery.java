package dev.portolan.rest.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where the issuer's keys are, once a token asks for it, and again until the issuer has answered. Its keys are
 * read again every few minutes, and for a key that is not known, but not more often than twice a minute.
 */
final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final String DOCUMENT = "/.well-known/openid-configuration";
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration OUTAGE = Duration.ofHours(4);
    private static final int PATIENCE_MS = 5_000;
    private static final int BYTES = 1 << 20;

    /** Signatures with a private key and nothing else: who reads the public keys must not be able to sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final OidcSettings settings;
    private final InstantSource clock;
    private final DefaultResourceRetriever web = new DefaultResourceRetriever(PATIENCE_MS, PATIENCE_MS, BYTES);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable JWTProcessor<SecurityContext> known;
    private volatile Instant notBefore = Instant.MIN;

    Discovery(OidcSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** What tokens must pass. @throws KeySourceException where the issuer does not answer */
    JWTProcessor<SecurityContext> checks() throws KeySourceException {
        JWTProcessor<SecurityContext> found = known;
        return found == null ? found() : found;
    }

    private JWTProcessor<SecurityContext> found() throws KeySourceException {
        lock.lock();
        try {
            JWTProcessor<SecurityContext> meanwhile = known;
            if (meanwhile != null) {
                return meanwhile;
            }
            if (clock.instant().isBefore(notBefore)) {
                throw new KeySourceException("The issuer did not answer a moment ago");
            }
            JWTProcessor<SecurityContext> made = processor(keys());
            known = made;
            return made;
        } catch (IOException | ParseException | IllegalArgumentException failed) {
            notBefore = clock.instant().plus(PAUSE);
            LOG.warn("Tokens of {} cannot be checked: {}", settings.issuer(), failed.toString());
            throw new KeySourceException("The issuer does not answer", failed);
        } finally {
            lock.unlock();
        }
    }

    private JWKSource<SecurityContext> keys() throws IOException, ParseException {
        String base = settings.issuer().replaceFirst("/$", "");
        Map<String, Object> document =
                JSONObjectUtils.parse(web.retrieveResource(url(base + DOCUMENT)).getContent());
        String named = String.valueOf(document.get("issuer"));
        if (!named.equals(settings.issuer())) {
            throw new IOException("it calls itself " + named + "; set PORTOLAN_OIDC_ISSUER to exactly that");
        }
        return JWKSourceBuilder.<SecurityContext>create(url(String.valueOf(document.get("jwks_uri"))), web)
                .retrying(true)
                .outageTolerant(OUTAGE.toMillis())
                .build();
    }

    private static URL url(String text) throws IOException {
        return URI.create(text).toURL();
    }

    private JWTProcessor<SecurityContext> processor(JWKSource<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(new Claims(settings, clock));
        return processor;
    }

    /** Issuer and audience exactly, a subject, and a time that has not come. */
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        Claims(OidcSettings settings, InstantSource clock) {
            // Asked whether it contains null, which Set.of does not answer.
            super(
                    new HashSet<>(Set.of(settings.audience())),
                    new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                    Set.of("sub", "exp"),
                    null);
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
