package dev.portolan.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The process that makes the load, given orders and asked how it went. */
final class LoadProcess implements AutoCloseable {

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private LoadProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter();
        this.answers = process.inputReader();
    }

    static LoadProcess start(String key) throws IOException {
        return new LoadProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        Load.class.getName(),
                        key)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** How it went, latencies in microseconds. */
    record Result(long requests, double median, double p99) {}

    /** @param asked paths, each with what its answer must have in it */
    static Path requests(Path directory, String name, Map<String, String> asked) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".requests"),
                asked.entrySet().stream()
                        .map(request -> request.getKey() + "\t" + request.getValue())
                        .collect(Collectors.joining("\n")));
    }

    Result run(int port, int connections, Duration time, Path requests) throws IOException {
        orders.write("%d %d %d %s%n".formatted(port, connections, time.toMillis(), requests));
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The load went wrong: its last words are above");
        }
        List<String> words = List.of(answer.split(" ", -1));
        return new Result(
                Long.parseLong(words.get(0)), Double.parseDouble(words.get(1)), Double.parseDouble(words.get(2)));
    }

    @Override
    public void close() throws IOException {
        orders.close();
        process.onExit().join();
    }
}
