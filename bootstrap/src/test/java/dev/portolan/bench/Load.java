package dev.portolan.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A closed loop: on each of a few kept connections a request is sent when the one before is answered. One thread, requests
 * written beforehand, and a process of its own, so that what it costs is not counted as the server's. Every answer must be 200
 * and have the text in it that was expected; the first that is not ends everything.
 *
 * <p>Reads orders from standard input: port, number of connections, milliseconds, and a file whose lines are a path, a tab and
 * the text expected. Answers each with a line: requests, median and 99th percentile in microseconds.
 */
public final class Load {

    /** Of latencies, in microseconds; what takes longer counts as that. */
    private static final int LONGEST = 10_000_000;

    private final int[] latencies = new int[LONGEST + 1];
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Request> requests;
    private int answered;

    private Load(List<Request> requests) {
        this.requests = requests;
    }

    /** A request as it is sent, and what its answer must have in it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(byte[] bytes, byte[] expected) {}

    /** @param arguments the key to call with */
    public static void main(String[] arguments) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", 4);
            int port = Integer.parseInt(words[0]);
            Load load = new Load(requests(port, arguments[0], Path.of(words[3])));
            load.run(port, Integer.parseInt(words[1]), Duration.ofMillis(Long.parseLong(words[2])));
            System.out.println(load.answered + " " + load.percentile(50) + " " + load.percentile(99));
        }
    }

    private static List<Request> requests(int port, String key, Path file) throws IOException {
        List<Request> requests = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", 2);
            String head =
                    "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nAccept: application/json\r\n\r\n"
                            .formatted(parts[0], port, key);
            requests.add(new Request(head.getBytes(StandardCharsets.UTF_8), parts[1].getBytes(StandardCharsets.UTF_8)));
        }
        return requests;
    }

    private void run(int port, int connections, Duration time) throws IOException {
        try (Selector selector = Selector.open()) {
            List<LoadConnection> open = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                LoadConnection connection =
                        new LoadConnection(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                connection.register(selector);
                connection.send(any());
                open.add(connection);
            }
            long end = System.nanoTime() + time.toNanos();
            int waiting = connections;
            while (waiting > 0) {
                selector.select();
                for (SelectionKey ready : selector.selectedKeys()) {
                    waiting -= answered((LoadConnection) ready.attachment(), end) ? 1 : 0;
                }
                selector.selectedKeys().clear();
            }
            for (LoadConnection connection : open) {
                connection.close();
            }
        }
    }

    /** @return whether the connection has nothing more to do */
    private boolean answered(LoadConnection connection, long end) throws IOException {
        if (!connection.read()) {
            return false;
        }
        long now = System.nanoTime();
        if (now >= end) {
            return true;
        }
        answered++;
        latencies[(int) Math.min(LONGEST, (now - connection.sentAt()) / 1_000)]++;
        connection.send(any());
        return false;
    }

    private Request any() {
        return requests.get(random.nextInt(requests.size()));
    }

    private int percentile(int percent) {
        long wanted = (long) Math.ceil(answered * percent / 100.0);
        long seen = 0;
        for (int micros = 0; micros <= LONGEST; micros++) {
            seen += latencies[micros];
            if (seen >= wanted) {
                return micros;
            }
        }
        return LONGEST;
    }
}
