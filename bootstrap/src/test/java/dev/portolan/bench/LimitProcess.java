package dev.portolan.bench;

import dev.portolan.program.Program;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The process of {@link Limit}, on a class path without anything of Portolan's, and without what a plain server has not. */
final class LimitProcess implements AutoCloseable {

    private static final List<String> NOT_PLAIN = List.of(
            "micronaut-data",
            "micronaut-jdbc",
            "micronaut-management",
            "micronaut-micrometer",
            "micronaut-security",
            // Without a configuration it would log every detail.
            "logback");

    private final Process process;
    private final int port;

    private LimitProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static LimitProcess start(String url, String key) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Program.AS_SERVED);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                plainClassPath(),
                Limit.class.getName(),
                url,
                key));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(Limit.READY)) {
                return new LimitProcess(process, Integer.parseInt(line.substring(Limit.READY.length())));
            }
        }
        throw new IOException("The limit did not become ready");
    }

    private static String plainClassPath() {
        Path ours = Path.of("").toAbsolutePath();
        Path project = Objects.requireNonNull(ours.getParent());
        Path measurements = ours.resolve("target").resolve("test-classes");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(entry -> entry.equals(measurements)
                        || (!entry.startsWith(project)
                                && NOT_PLAIN.stream()
                                        .noneMatch(entry.getFileName().toString()::startsWith)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    int port() {
        return port;
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
