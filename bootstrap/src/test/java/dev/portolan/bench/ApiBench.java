package dev.portolan.bench;

import dev.portolan.program.Program;
import dev.portolan.providers.oauth.RotatingProvider;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A connection by its id and a list of 50, asked for in every dialect by 16 clients at once, in turn with the least that such
 * an answer can be ({@link Limit}), on the same PostgreSQL.
 *
 * <p>{@code PORTOLAN_BENCH_SECONDS} is how long each is asked in each round; {@code PORTOLAN_BENCH_PORT} the port of the
 * PostgreSQL server.
 */
final class ApiBench {

    private static final int ROUNDS = 3;
    private static final int CLIENTS = 16;
    private static final int PAGE = 50;
    private static final int ASKED_FOR = 20_000;
    private static final String LIMIT = "limit.get";

    private final int connections;
    private final Duration time = Duration.ofMillis((long)
            (1_000 * Double.parseDouble(Objects.requireNonNullElse(System.getenv("PORTOLAN_BENCH_SECONDS"), "3"))));
    private final Figures figures = new Figures();

    ApiBench(int connections) {
        this.connections = connections;
    }

    /** What is measured: by whom it is answered, and the requests. */
    private record Work(String name, int port, Supplier<Duration> cpu, int rows, Path requests) {}

    void run() throws Exception {
        Path directory = Files.createTempDirectory("portolan-bench");
        EmbeddedPostgres.Builder server = EmbeddedPostgres.builder().setServerConfig("shared_buffers", "512MB");
        Optional.ofNullable(System.getenv("PORTOLAN_BENCH_PORT"))
                .ifPresent(port -> server.setPort(Integer.parseInt(port)));
        try (EmbeddedPostgres postgres = server.start();
                RotatingProvider provider = new RotatingProvider();
                Program program = Program.start(directory, variables(postgres, provider), Program.AS_SERVED)) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            ApiSeed seed = new ApiSeed(url, connections);
            seed.fill(program.client());
            try (LimitProcess limit =
                            LimitProcess.start(Files.createTempDirectory("portolan-limit"), url, Program.KEY);
                    LoadProcess load = LoadProcess.start(Program.KEY)) {
                measure(load, works(directory, seed, program, limit));
            }
        }
    }

    private static Map<String, String> variables(EmbeddedPostgres postgres, RotatingProvider provider) {
        Map<String, String> variables = new HashMap<>(provider.variables());
        variables.put("PORTOLAN_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
        variables.put("PORTOLAN_DATABASE_USER", "postgres");
        variables.put("PORTOLAN_DATABASE_PASSWORD", "postgres");
        return variables;
    }

    private void measure(LoadProcess load, List<Work> works) throws IOException {
        Work limit = works.getFirst();
        for (Work work : works) {
            // Both processes shall have learned what they can; there is more to learn in ours.
            load.run(limit.port(), CLIENTS, time, limit.requests());
            load.run(work.port(), CLIENTS, time.multipliedBy(4), work.requests());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Work work : works) {
                measure(load, work);
            }
        }
        figures.medians();
        works.stream()
                .map(Work::name)
                .filter(name -> name.endsWith(".get") && !name.equals(LIMIT))
                .forEach(name -> figures.ratio("api." + name, name, LIMIT));
    }

    private void measure(LoadProcess load, Work work) throws IOException {
        Duration before = work.cpu().get();
        LoadProcess.Result result = load.run(work.port(), CLIENTS, time, work.requests());
        double cpu = work.cpu().get().minus(before).toNanos() / 1e3 / result.requests();
        figures.tell(work.name(), result.requests() * 1e3 / time.toMillis(), "requests/s");
        figures.tell(work.name() + ".p50", result.median(), "µs");
        figures.tell(work.name() + ".p99", result.p99(), "µs");
        figures.tell(work.name() + ".cpu", cpu, "µs/request");
        if (work.rows() > 1) {
            figures.tell(work.name() + ".row", cpu / work.rows(), "µs/row");
        }
    }

    private static List<Work> works(Path directory, ApiSeed seed, Program program, LimitProcess limit)
            throws IOException, SQLException {
        List<String> withKeys = seed.withKeys(ASKED_FOR);
        List<String> consented = seed.consented(ASKED_FOR);
        UnaryOperator<String> plain = UnaryOperator.identity();
        List<Work> works = new ArrayList<>();
        works.add(new Work(
                LIMIT,
                limit.port(),
                limit::cpu,
                1,
                LoadProcess.requests(directory, LIMIT, asked(withKeys, plain, "/connections/%s"))));
        Map<String, Map<String, String>> gets = new LinkedHashMap<>();
        gets.put("portolan", asked(withKeys, plain, "/portolan/v1/connections/%s"));
        gets.put("sourcesync", asked(consented, hexadecimal("conn_"), "/v1/connections/%s?namespaceId=default"));
        gets.put("ballast", asked(withKeys, hexadecimal("sc_"), "/api/v1/source-connections/%s"));
        gets.put("stackai", asked(withKeys, plain, "/connections/%s"));
        gets.put("zensearch", asked(withKeys, hexadecimal("conn_"), "/v1/connectors/%s"));
        gets.put("informer", libraries(seed));
        String last = seed.fiftieth();
        Map<String, Map<String, String>> lists = new LinkedHashMap<>();
        lists.put("portolan", Map.of("/portolan/v1/connections?limit=50", last));
        lists.put("sourcesync", fifty(seed));
        lists.put(
                "ballast",
                Map.of("/api/v1/source-connections?limit=50", hexadecimal("sc_").apply(last)));
        lists.put("stackai", Map.of("/connections?limit=50", last));
        lists.put(
                "zensearch",
                Map.of("/v1/connectors?limit=50", hexadecimal("conn_").apply(last)));
        add(works, directory, program, "get", 1, gets);
        add(works, directory, program, "list", PAGE, lists);
        return works;
    }

    private static void add(
            List<Work> works,
            Path directory,
            Program program,
            String what,
            int rows,
            Map<String, Map<String, String>> asked)
            throws IOException {
        for (Map.Entry<String, Map<String, String>> dialect : asked.entrySet()) {
            String name = dialect.getKey() + "." + what;
            Path requests = LoadProcess.requests(directory, name, dialect.getValue());
            works.add(new Work(name, program.address().getPort(), program::cpu, rows, requests));
        }
    }

    /** Of each id a path, and what the answer says of it. */
    private static Map<String, String> asked(List<String> ids, UnaryOperator<String> rendering, String path) {
        Map<String, String> asked = new LinkedHashMap<>();
        ids.forEach(id -> asked.put(path.formatted(rendering.apply(id)), rendering.apply(id)));
        return asked;
    }

    private static Map<String, String> libraries(ApiSeed seed) throws SQLException {
        List<String> slugs = seed.libraries();
        List<String> ids = seed.ofLibraries();
        Map<String, String> asked = new LinkedHashMap<>();
        for (int i = 0; i < slugs.size(); i++) {
            asked.put("/api/libraries/" + slugs.get(i) + "/connection", ids.get(i));
        }
        return asked;
    }

    private static Map<String, String> fifty(ApiSeed seed) throws SQLException {
        return Map.of(
                "/v1/connections?namespaceId=" + ApiSeed.FIFTY,
                hexadecimal("conn_").apply(seed.lastOfFifty()));
    }

    private static UnaryOperator<String> hexadecimal(String prefix) {
        return id -> prefix + id.replace("-", "");
    }
}
