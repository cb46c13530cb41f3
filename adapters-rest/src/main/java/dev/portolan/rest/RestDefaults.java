package dev.portolan.rest;

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
                Map.of(
                        "micronaut.server.max-request-size",
                        "1MB",
                        "micronaut.server.netty.max-initial-line-length",
                        "16KB",
                        "micronaut.security.reject-not-found",
                        "false",
                        "micronaut.security.basic-auth.enabled",
                        "false"),
                WEAKEST));
    }
}
