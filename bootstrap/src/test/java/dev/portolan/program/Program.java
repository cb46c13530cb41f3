package dev.portolan.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A Portolan process of the jar that was just built. */
public final class Program implements AutoCloseable {

    public static final String KEY = "ptl_key_of_the_program_tests_0123456789";

    private static final Path JAR = Path.of("target", "portolan.jar");
    private static final String READY = "Portolan ready at ";
    private static final long PATIENCE = 90;

    private final Process process;
    private final URI address;
    private final Path log;

    private Program(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** What {@code ./portolan serve} tells the JVM, {@code PORTOLAN_JAVA_OPTS} included, for measurements. */
    public static final List<String> AS_SERVED =
            asServed(Objects.requireNonNullElse(System.getenv("PORTOLAN_JAVA_OPTS"), ""));

    /** Little to compile, for a short life. */
    private static final List<String> SHORT_LIVED = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");

    /** What {@code ./portolan serve} tells the JVM where the variable has these options. */
    public static List<String> asServed(String more) {
        String collector = more.matches(".*-XX:\\+Use\\w*GC\\b.*") ? "" : "-XX:+UseParallelGC ";
        return List.of(("-Xmx512m " + collector + more).strip().split("\\s+"));
    }

    /** Starts one and waits until it answers. What it logs goes to a file in {@code data}. */
    public static Program start(Path data, Map<String, String> variables) {
        return start(data, variables, SHORT_LIVED);
    }

    /** @param jvm options of the JVM */
    public static Program start(Path data, Map<String, String> variables, List<String> jvm) {
        try {
            Files.createDirectories(data);
            Path log = Files.createTempFile(data, "portolan-", ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(jvm);
            command.addAll(List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-jar",
                    JAR.toAbsolutePath().toString(),
                    "serve"));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("PORTOLAN_"));
            builder.environment().put("PORTOLAN_DATA", data.toString());
            builder.environment().put("PORTOLAN_PORT", Integer.toString(freePort()));
            builder.environment().put("PORTOLAN_ADMIN_KEY", KEY);
            builder.environment().put("PORTOLAN_NETWORK_ALLOW", "127.0.0.0/8,::1/128");
            builder.environment().putAll(variables);
            builder.redirectOutput(log.toFile());
            Process process = builder.start();
            return new Program(process, awaitReady(process, log), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static URI awaitReady(Process process, Path log) throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (System.nanoTime() < until) {
            try (BufferedReader reader = Files.newBufferedReader(log)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (line.startsWith(READY)) {
                        return URI.create(line.substring(READY.length()).strip());
                    }
                }
            }
            try {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("The program did not become ready:\n" + Files.readString(log));
    }

    public Client client() {
        return new Client(address, KEY);
    }

    /** Processor time that it has used so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The most memory that it has occupied so far, in MiB; where the system tells. */
    public OptionalLong peakResident() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        return !Files.exists(status)
                ? OptionalLong.empty()
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                        .findFirst();
    }

    /** Has it let go of all that it does not need. */
    public void collectGarbage() throws IOException {
        try {
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public URI address() {
        return address;
    }

    /** {@code kill -9}, and gone when this returns. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** {@code SIGSTOP}: it does nothing, and does not know. */
    void pause() {
        signal("-STOP");
    }

    void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it has printed. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        resume();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            kill();
        }
    }
}
