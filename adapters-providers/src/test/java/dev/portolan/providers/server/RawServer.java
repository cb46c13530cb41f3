package dev.portolan.providers.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** An HTTP server that hands out what came as it came, and sends whatever bytes it is told to, however wrong. */
public final class RawServer implements AutoCloseable {

    /** {@code head}: all of it but the body, byte by character. */
    public record Request(String method, String target, Map<String, String> headers, String head, String body) {}

    /** Writes a reply, or does not; the connection is closed afterwards. */
    @FunctionalInterface
    public interface Handler {
        void handle(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final Handler handler;
    private final List<Request> seen = Collections.synchronizedList(new ArrayList<>());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean forgetful;

    public RawServer(Handler handler) {
        this.handler = handler;
        try {
            this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** What was asked so far. */
    public List<Request> seen() {
        return List.of(seen.toArray(Request[]::new));
    }

    public void forget() {
        seen.clear();
    }

    /** It remembers nothing from now on: for measurements of very many calls. */
    public void forgetful() {
        forgetful = true;
        forget();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket client) {
        try (client) {
            Request request = read(client.getInputStream());
            if (!forgetful) {
                seen.add(request);
            }
            OutputStream out = client.getOutputStream();
            handler.handle(request, out);
            out.flush();
        } catch (IOException | InterruptedException gone) {
            // the client has left, or the test is over
        } finally {
            open.remove(client);
        }
    }

    private static Request read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream buffered = new BufferedInputStream(in);
        while (!head.toString().endsWith("\r\n\r\n")) {
            int b = buffered.read();
            if (b < 0) {
                throw new IOException("The request broke off");
            }
            head.append((char) b);
        }
        String[] lines = head.toString().split("\r\n", -1);
        String[] first = lines[0].split(" ", 3);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip());
            }
        }
        byte[] body = buffered.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
        return new Request(first[0], first[1], headers, head.toString(), new String(body, StandardCharsets.UTF_8));
    }

    /** A complete reply. */
    public static void reply(OutputStream out, int status, Map<String, String> headers, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " -\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
    }

    /** Content, or the range of it that was asked for. */
    public static void content(OutputStream out, Request request, Map<String, String> headers, byte[] body)
            throws IOException {
        String range = request.headers().getOrDefault("Range", "");
        String expected = headers.getOrDefault("ETag", "");
        boolean same = request.headers().getOrDefault("If-Range", expected).equals(expected);
        if (!range.matches("bytes=\\d+-") || !same) {
            reply(out, 200, headers, body);
            return;
        }
        int from = Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= body.length) {
            reply(out, 416, Map.of("Content-Range", "bytes */" + body.length), new byte[0]);
            return;
        }
        Map<String, String> partial = new TreeMap<>(headers);
        partial.put("Content-Range", "bytes " + from + "-" + (body.length - 1) + "/" + body.length);
        reply(out, 206, partial, Arrays.copyOfRange(body, from, body.length));
    }

    public static void reply(OutputStream out, int status, String body) throws IOException {
        reply(out, status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
