package dev.portolan.rest;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * The rule for our routes: whoever is known may call them, and what they may do there is the core's to say. Of all others it says
 * nothing: a route that is open says so itself, what is no route is told so openly, and the rest is refused.
 */
@Singleton
final class Gate implements SecurityRule<HttpRequest<?>> {

    private static final String OURS = Gate.class.getPackageName() + ".";
    private static final Publisher<SecurityRuleResult> ALLOWED = Mono.just(SecurityRuleResult.ALLOWED);
    private static final Publisher<SecurityRuleResult> UNKNOWN = Mono.just(SecurityRuleResult.UNKNOWN);

    @Override
    public Publisher<SecurityRuleResult> check(
            @Nullable HttpRequest<?> request, @Nullable Authentication authentication) {
        return request != null && authentication != null && isOurs(request) ? ALLOWED : UNKNOWN;
    }

    private static boolean isOurs(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .filter(route -> route.getDeclaringType().getName().startsWith(OURS))
                .isPresent();
    }

    /** Nearly every request is decided here. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }
}
