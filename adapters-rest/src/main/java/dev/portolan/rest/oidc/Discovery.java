package dev.portolan.rest.oidc;

import com.nimbusds.jose.jwk.KeyType;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import io.micronaut.security.oauth2.client.OpenIdProviderMetadataFetcher;
import io.micronaut.security.token.jwt.signature.jwks.JwksSignatureConfiguration;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the issuer's keys are: found out once a token asks for it, and again until the issuer has answered, so that a start
 * waits for nobody and an issuer that was down then is asked later.
 */
final class Discovery implements JwksSignatureConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final OpenIdProviderMetadataFetcher fetcher;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable String known;
    private volatile Instant notBefore = Instant.MIN;

    Discovery(OpenIdProviderMetadataFetcher fetcher, InstantSource clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    @Override
    public String getName() {
        return fetcher.getName();
    }

    /** @throws Refusal.Unavailable while the issuer does not answer */
    @Override
    public String getUrl() {
        String found = known;
        return found == null ? found() : found;
    }

    private String found() {
        lock.lock();
        try {
            String meanwhile = known;
            if (meanwhile != null) {
                return meanwhile;
            }
            if (clock.instant().isBefore(notBefore)) {
                throw unreachable();
            }
            String found = fetcher.fetch().getJwksUri();
            known = found;
            return found;
        } catch (UncheckedIOException | IllegalArgumentException failed) {
            notBefore = clock.instant().plus(PAUSE);
            LOG.warn("Tokens of the issuer cannot be checked: {}", failed.getMessage());
            throw unreachable();
        } finally {
            lock.unlock();
        }
    }

    static Refusal unreachable() {
        return new Refusal.Unavailable(
                new ProviderFailure.Transient("The keys of the issuer of the token cannot be read just now"));
    }

    @Override
    public @Nullable KeyType getKeyType() {
        return null;
    }

    /** Nobody asks: {@link IssuerKeys} knows how long keys are good. */
    @Override
    @SuppressWarnings("removal")
    public Integer getCacheExpiration() {
        return 0;
    }
}
