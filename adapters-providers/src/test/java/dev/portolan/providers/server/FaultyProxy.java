package dev.portolan.providers.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands before a real server and lets its answers go wrong when told to. */
public final class FaultyProxy implements AutoCloseable {

    /** What goes wrong with one answer. */
    public enum Fault {
        SERVER_ERROR,
        /** 429 with Retry-After: 120. */
        TOO_MANY_REQUESTS,
        /** No answer; the connection is closed. */
        DROPPED,
        /** A success in HTML. */
        NONSENSE,
        /** The real answer, without its second half. */
        TRUNCATED,
        /** No answer, ever. */
        SILENT,
        /** The real answer's first half, and then nothing. */
        STALLED
    }

    private final RawServer server = new RawServer(this::handle);
    private final URI upstream;
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private volatile Duration latency = Duration.ZERO;

    public FaultyProxy(URI upstream) {
        this.upstream = upstream;
    }

    public URI uri() {
        return server.uri();
    }

    public List<RawServer.Request> seen() {
        return server.seen();
    }

    public void forget() {
        server.forget();
    }

    /** The next answers go wrong like this, one each. */
    public void next(Fault fault, int times) {
        for (int i = 0; i < times; i++) {
            faults.add(fault);
        }
    }

    /** Every answer comes so much later: for measurements. */
    public void delay(Duration time) {
        latency = time;
    }

    public void heal() {
        faults.clear();
    }

    private void handle(RawServer.Request request, OutputStream out) throws IOException, InterruptedException {
        Thread.sleep(latency);
        Fault fault = faults.poll();
        if (fault == null) {
            out.write(answer(request));
            return;
        }
        switch (fault) {
            case SERVER_ERROR -> RawServer.reply(out, 500, "oops");
            case TOO_MANY_REQUESTS -> RawServer.reply(out, 429, Map.of("Retry-After", "120"), new byte[0]);
            case DROPPED -> {}
            case NONSENSE -> RawServer.reply(out, 200, "<html><body>Welcome<br></body></html>");
            case TRUNCATED -> out.write(half(answer(request)));
            case SILENT -> Thread.currentThread().join();
            case STALLED -> {
                out.write(half(answer(request)));
                out.flush();
                Thread.currentThread().join();
            }
        }
    }

    private static byte[] half(byte[] answer) {
        int body = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        return Arrays.copyOf(answer, body + (answer.length - body) / 2);
    }

    private byte[] answer(RawServer.Request request) throws IOException {
        try (Socket socket = new Socket(upstream.getHost(), upstream.getPort())) {
            String head = request.head()
                    .replaceFirst("(?i)\r\nconnection: [^\r]*", "")
                    .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(request.body().getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try (InputStream in = socket.getInputStream()) {
                in.transferTo(answer);
            }
            return answer.toByteArray();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
