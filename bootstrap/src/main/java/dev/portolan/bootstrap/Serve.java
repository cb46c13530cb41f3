package dev.portolan.bootstrap;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** {@code serve}: runs the server until the process is told to end. */
@Command(name = "serve", description = "Starts the server; Ctrl-C drains and stops it.")
final class Serve implements Callable<Integer> {
    @Override
    public Integer call() throws StartFailure, InterruptedException {
        Server server = Server.start(System.getenv(), Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop"));
        System.out.println("Portolan ready at " + server.address());
        new CountDownLatch(1).await();
        return 0;
    }
}
