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
        ApplicationContext context = built(variables, whereabouts.over(overrides));
        try {
            EmbeddedServer http = context.start().getBean(EmbeddedServer.class);
            context.getBean(Startup.class).prepare().ifPresent(Server::showOnce);
            http.start();
            context.getBean(Startup.class).work();
            return new Server(context, http);
        } catch (RuntimeException failure) {
            closeAfter(failure, context);
            throw StartFailure.of(failure, whereabouts);
        }
    }

    /** Everything but a listening server and working workers: for commands that need the database. */
    static ApplicationContext context(Map<String, String> variables, Map<String, Object> overrides)
            throws StartFailure {
        Whereabouts whereabouts = Whereabouts.of(variables, overrides);
        ApplicationContext context = built(variables, whereabouts.over(overrides));
        try {
            context.start().getBean(Startup.class).prepare().ifPresent(Server::showOnce);
            return context;
        } catch (RuntimeException failure) {
            closeAfter(failure, context);
            throw StartFailure.of(failure, whereabouts);
        }
    }

    private static ApplicationContext built(Map<String, String> variables, Map<String, Object> properties) {
        return ApplicationContext.builder(Main.class)
                .banner(false)
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .propertySources(PropertySource.of(
                        "variables",
                        new HashMap<>(variables),
                        PropertyConvention.ENVIRONMENT_VARIABLE,
                        Origin.of("environment")))
                .properties(properties)
                .build();
    }

    private static void showOnce(String key) {
        System.out.println("The administrator's API key, shown only now: " + key);
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
