package dev.portolan.bootstrap;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.Origin;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A running Portolan: everything wired, listening at its address. */
final class Server implements AutoCloseable {
    /** Draining takes at most micronaut.lifecycle.graceful-shutdown.grace-period of this; the rest is for closing. */
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);

    private final ApplicationContext context;
    private final EmbeddedServer http;

    private Server(ApplicationContext context, EmbeddedServer http) {
        this.context = context;
        this.http = http;
    }

    /**
     * Starts a server and returns when it answers.
     *
     * @param variables as the operating system has them; no others are read
     * @param overrides properties that win over the variables, by their dotted names
     */
    static Server start(Map<String, String> variables, Map<String, Object> overrides) throws StartFailure {
        Whereabouts whereabouts = Whereabouts.of(variables, overrides);
        ApplicationContext context = ApplicationContext.builder(Main.class)
                .banner(false)
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .propertySources(PropertySource.of(
                        "variables",
                        new HashMap<>(variables),
                        PropertyConvention.ENVIRONMENT_VARIABLE,
                        Origin.of("environment")))
                .properties(whereabouts.over(overrides))
                .build();
        try {
            EmbeddedServer http = context.start().getBean(EmbeddedServer.class);
            http.start();
            return new Server(context, http);
        } catch (RuntimeException failure) {
            closeAfter(failure, context);
            throw StartFailure.of(failure, whereabouts);
        }
    }

    URI address() {
        return URI.create("http://" + Whereabouts.bracketed(http.getHost()) + ":" + http.getPort());
    }

    /** Drains, then closes; ends the process when that takes too long, because whoever asked it to end waits. */
    void stop() {
        Thread.ofPlatform().daemon().name("stop-at-last").start(() -> {
            try {
                Thread.sleep(STOPS_WITHIN);
                Runtime.getRuntime().halt(1);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        close();
    }

    @Override
    public void close() {
        context.close();
    }

    private static void closeAfter(RuntimeException failure, ApplicationContext context) {
        try {
            context.close();
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
