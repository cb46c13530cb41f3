package dev.portolan.bench;

import dev.portolan.program.Program;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** @param directory an empty one */
    static LimitProcess start(Path directory, String url, String key) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Program.AS_SERVED);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                plainClassPath(directory),
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

    /** What is not Portolan's, and of its tests this package alone: Micronaut would start with whatever else it finds. */
    private static String plainClassPath(Path directory) throws IOException {
        Path ours = Path.of("").toAbsolutePath();
        Path project = Objects.requireNonNull(ours.getParent());
        copy(ours.resolve("target").resolve("test-classes"), directory);
        return Stream.concat(
                        Stream.of(directory),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                                .map(Path::of)
                                .filter(entry -> !entry.startsWith(project) && isPlain(entry)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isPlain(Path entry) {
        return NOT_PLAIN.stream().noneMatch(entry.getFileName().toString()::startsWith);
    }

    private static void copy(Path classes, Path directory) throws IOException {
        String name = Limit.class.getPackageName();
        Path folder = Path.of(name.replace('.', '/'));
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path relative = classes.relativize(file);
                if (relative.startsWith(folder)
                        || relative.getFileName().toString().startsWith(name)) {
                    Path target = directory.resolve(relative);
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
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
