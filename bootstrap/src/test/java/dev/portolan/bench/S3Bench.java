package dev.portolan.bench;

import dev.portolan.program.Client;
import dev.portolan.program.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * A bucket of small objects, copied for the first time and then found unchanged: by Portolan on H2, and by rclone where that
 * is installed, in turn, from the same S3 server on this machine.
 */
final class S3Bench {

    private static final int ROUNDS = 3;
    private static final String KEY = "benchkey";
    private static final String SECRET = "benchsecret";
    private static final String BUCKET = "bench";

    private final int objects;
    private final Figures figures = new Figures();

    S3Bench(int objects) {
        this.objects = objects;
    }

    void run() throws Exception {
        Path directory = Files.createTempDirectory("portolan-bench");
        S3Proxy server = server(directory.resolve("store"));
        try (Program program = Program.start(directory.resolve("data"), Map.of(), Program.AS_SERVED)) {
            for (int round = 0; round < ROUNDS; round++) {
                portolan(program, endpoint(server));
                rclone(endpoint(server), directory.resolve("copy"));
            }
        } finally {
            server.stop();
            delete(directory);
        }
        figures.medians();
        figures.ratio("s3.copy", "portolan.copy", "rclone.copy");
        figures.ratio("s3.resync", "portolan.resync", "rclone.resync");
        figures.ratio("s3.cpu", "portolan.copy.cpu", "rclone.copy.cpu");
    }

    private S3Proxy server(Path store) throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < objects; i++) {
            Path file = store.resolve(BUCKET).resolve("d" + i % 20).resolve("note-%06d.txt".formatted(i));
            Files.createDirectories(file.getParent());
            Files.writeString(file, "word ".repeat(200 + random.nextInt(600)));
        }
        S3Proxy server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(store.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY, SECRET)
                .build();
        server.start();
        return server;
    }

    private static String endpoint(S3Proxy server) {
        return "http://127.0.0.1:" + server.getPort();
    }

    private void portolan(Program program, String endpoint) {
        Client client = program.client();
        String connection = client.connect(
                "Bench",
                "s3",
                "{\"bucket\":\"%s\",\"region\":\"us-east-1\",\"endpoint\":\"%s\"}".formatted(BUCKET, endpoint),
                "{\"accessKeyId\":\"%s\",\"secretAccessKey\":\"%s\"}".formatted(KEY, SECRET));
        Duration cpu = program.cpu();
        figures.tell("portolan.copy", objects / client.timedSync(connection), "objects/s");
        figures.tell("portolan.copy.cpu", program.cpu().minus(cpu).toMillis() / (double) objects, "ms/object");
        figures.tell("portolan.resync", objects / client.timedSync(connection), "objects/s");
        client.send("DELETE", "connections/" + connection, "");
    }

    private void rclone(String endpoint, Path copy) throws IOException, InterruptedException {
        delete(copy);
        Timed first = timed(endpoint, "copy", copy);
        if (first.seconds() > 0) {
            figures.tell("rclone.copy", objects / first.seconds(), "objects/s");
            figures.tell("rclone.copy.cpu", first.cpuSeconds() * 1e3 / objects, "ms/object");
            figures.tell(
                    "rclone.resync", objects / timed(endpoint, "sync", copy).seconds(), "objects/s");
        }
    }

    private record Timed(double seconds, double cpuSeconds) {}

    private static Timed timed(String endpoint, String verb, Path copy) throws IOException, InterruptedException {
        ProcessBuilder rclone = new ProcessBuilder(
                "bash",
                "-c",
                "command -v rclone >/dev/null || exit 9; TIMEFORMAT='%R %U %S'; time rclone " + verb + " bench:"
                        + BUCKET + " " + copy + " --transfers 32 --checkers 32 --size-only -q");
        // What is set for AWS itself is none of this server's business.
        rclone.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        rclone.environment()
                .putAll(Map.of(
                        "RCLONE_CONFIG_BENCH_TYPE",
                        "s3",
                        "RCLONE_CONFIG_BENCH_PROVIDER",
                        "Other",
                        "RCLONE_CONFIG_BENCH_ACCESS_KEY_ID",
                        KEY,
                        "RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY",
                        SECRET,
                        "RCLONE_CONFIG_BENCH_ENDPOINT",
                        endpoint,
                        "RCLONE_CONFIG_BENCH_FORCE_PATH_STYLE",
                        "true"));
        Process process = rclone.redirectErrorStream(true).start();
        List<String> lines = process.inputReader().readAllLines();
        int exit = process.waitFor();
        if (exit == 9) {
            System.out.println("# rclone is not installed: no peer to compare with");
            return new Timed(0, 0);
        }
        if (exit != 0) {
            throw new IllegalStateException("rclone failed: " + lines);
        }
        try (Scanner times = new Scanner(lines.getLast()).useLocale(Locale.ROOT)) {
            return new Timed(times.nextDouble(), times.nextDouble() + times.nextDouble());
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
