package dev.portolan.rest;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * The rule for metrics and the reference pages: open to this machine; others need a key, unless the operator opens them. A
 * request that a proxy passed on comes from elsewhere, wherever the proxy runs.
 */
@Singleton
final class LoopbackGate implements SecurityRule<HttpRequest<?>> {

    private static final List<String> PASSED_ON = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private final boolean docsOpen;
    private final boolean metricsOpen;

    LoopbackGate(
            @Value("${portolan.docs.open:false}") boolean docsOpen,
            @Value("${portolan.prometheus.open:false}") boolean metricsOpen) {
        this.docsOpen = docsOpen;
        this.metricsOpen = metricsOpen;
    }

    @Override
    public Publisher<SecurityRuleResult> check(
            @Nullable HttpRequest<?> request, @Nullable Authentication authentication) {
        return Mono.just(request == null ? SecurityRuleResult.UNKNOWN : check(request, authentication != null));
    }

    private SecurityRuleResult check(HttpRequest<?> request, boolean known) {
        boolean docs = Dialect.under(request.getPath(), "/docs");
        boolean metrics = Dialect.under(request.getPath(), "/prometheus");
        if (!docs && !metrics) {
            return SecurityRuleResult.UNKNOWN;
        }
        boolean open = docs ? docsOpen : metricsOpen;
        return open || known || fromHere(request) ? SecurityRuleResult.ALLOWED : SecurityRuleResult.REJECTED;
    }

    private static boolean fromHere(HttpRequest<?> request) {
        InetAddress address = request.getRemoteAddress().getAddress();
        return address != null
                && address.isLoopbackAddress()
                && PASSED_ON.stream().noneMatch(header -> request.getHeaders().contains(header));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
