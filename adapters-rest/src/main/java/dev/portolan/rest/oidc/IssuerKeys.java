package dev.portolan.rest.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import io.micronaut.security.token.jwt.signature.jwks.JwkSetFetcher;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Keys as their issuer publishes them: read again every five minutes, and for a key that is not known, but not more often
 * than twice a minute; good for hours more while the issuer does not answer.
 */
final class IssuerKeys implements JwkSetFetcher<JWKSet> {

    private static final Duration OUTAGE = Duration.ofHours(4);
    private static final JWKSelector ALL = new JWKSelector(new JWKMatcher.Builder().build());

    private final ResourceRetriever web;
    private final Map<String, JWKSource<SecurityContext>> sources = new ConcurrentHashMap<>();

    IssuerKeys(ResourceRetriever web) {
        this.web = web;
    }

    /** Whether a key is published that may have made such a signature. */
    boolean hold(String url, JWSHeader header) {
        try {
            return !read(url, new JWKSelector(JWKMatcher.forJWSHeader(header))).isEmpty();
        } catch (RateLimitReachedException askedTooOften) {
            return false;
        } catch (KeySourceException unreachable) {
            throw Discovery.unreachable();
        }
    }

    @Override
    public Publisher<JWKSet> fetch(@Nullable String provider, @Nullable String url) {
        return Mono.justOrEmpty(url).map(place -> {
            try {
                return new JWKSet(read(place, ALL));
            } catch (KeySourceException unreachable) {
                throw Discovery.unreachable();
            }
        });
    }

    private List<JWK> read(String url, JWKSelector wanted) throws KeySourceException {
        return sources.computeIfAbsent(url, this::source).get(wanted, null);
    }

    private JWKSource<SecurityContext> source(String url) {
        try {
            return JWKSourceBuilder.<SecurityContext>create(URI.create(url).toURL(), web)
                    .retrying(true)
                    .outageTolerant(OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException noUrl) {
            throw new IllegalArgumentException(noUrl);
        }
    }

    @Override
    @SuppressWarnings("removal")
    public Optional<JWKSet> fetch(@Nullable String url) {
        return Mono.from(fetch(null, url)).blockOptional();
    }

    @Override
    public void clearCache(String url) {
        sources.remove(url);
    }
}
