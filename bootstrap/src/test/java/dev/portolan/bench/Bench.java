package dev.portolan.bench;

import java.util.List;

/** {@code ./portolan bench WHAT [COUNT]}: prints a line {@code NAME value unit} for each figure, and ratios. */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(String.join(" ", arguments).strip().split("\\s+"));
        switch (words.getFirst()) {
            case "s3" -> new S3Bench(count(words, 5_000)).run();
            case "pg" -> new PgBench(count(words, 100_000)).run();
            case "api" -> new ApiBench(count(words, 100_000)).run();
            case "connectors" -> new ConnectorsBench(count(words, 1_000)).run();
            case "memory" -> new MemoryBench(count(words, 100_000)).run();
            default -> usage();
        }
        System.exit(0);
    }

    private static int count(List<String> words, int usual) {
        if (words.size() == 1) {
            return usual;
        }
        if (!words.get(1).matches("[1-9][0-9]{0,8}")) {
            usage();
        }
        return Integer.parseInt(words.get(1));
    }

    private static void usage() {
        System.err.println("Usage: ./portolan bench s3 [OBJECTS] | pg [ROWS] | api [CONNECTIONS] | connectors [ITEMS]"
                + " | memory [ITEMS]");
        System.exit(2);
    }
}
