package dev.portolan.bootstrap;

import dev.portolan.application.Access;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code admin-key}: makes an administrator's key, for an operator who has access to the database and lost theirs. */
@Command(
        name = "admin-key",
        description =
                "Makes an administrator's API key and prints it once. Works on the database itself, so an embedded one"
                        + " must not be in use by a running server.")
final class AdminKey implements Callable<Integer> {
    @Override
    public Integer call() throws StartFailure {
        try (ApplicationContext context = Server.context(System.getenv(), Map.of())) {
            Access access = context.getBean(Access.class);
            System.out.println(access.rescueKey());
        }
        return 0;
    }
}
