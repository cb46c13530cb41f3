package dev.portolan.rest;

import static java.util.Map.entry;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/** What the server must be set to for this module to keep its promises; any other source of properties wins over it. */
@ContextConfigurer
public final class RestDefaults implements ApplicationContextConfigurer {

    private static final int WEAKEST = -10_000;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(PropertySource.of(
                "rest-defaults",
                Map.ofEntries(
                        entry("micronaut.server.max-request-size", "1MB"),
                        entry("micronaut.server.netty.max-initial-line-length", "16KB"),
                        entry("micronaut.security.reject-not-found", "false"),
                        entry("micronaut.security.basic-auth.enabled", "false"),
                        // Its own validators let tokens pass that nobody signed; rest.oidc uses the parts beneath them.
                        entry("micronaut.security.token.jwt.nimbus.reactive-validator", "false"),
                        entry("micronaut.security.token.jwt.nimbus.validator", "false"),
                        // A route and a second challenge at each 401 that no document of a dialect has.
                        entry("micronaut.security.oauth2.protected-resource-metadata.enabled", "false"),
                        entry("micronaut.security.endpoints.introspection.enabled", "false"),
                        entry("micronaut.server.cors.enabled", "true"),
                        entry("micronaut.server.cors.configurations.web.allowed-origins", "${portolan.cors.origins:}"),
                        entry("micronaut.server.cors.configurations.web.allow-credentials", "false"),
                        // Keys are sent by hand, never by a browser of itself: a foreign page on the same machine gains
                        // nothing.
                        entry("micronaut.server.cors.localhost-pass-through", "true")),
                WEAKEST));
    }
}
