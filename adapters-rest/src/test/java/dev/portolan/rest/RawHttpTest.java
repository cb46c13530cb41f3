package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients do that no HTTP library does. */
class RawHttpTest {

    private static final int TWENTY_MB = 20_000_000;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_client_that_sends_20_MB_before_it_reads_gets_its_answer_and_keeps_its_connection() throws IOException {
        try (Connection client = new Connection()) {
            client.send(post("Content-Length: " + TWENTY_MB));
            client.send(new byte[TWENTY_MB]);
            assertEquals("HTTP/1.1 413 Request Entity Too Large", client.answer());
            client.send("GET /v1/connectors HTTP/1.1\r\nHost: here\r\n\r\n");
            assertEquals("HTTP/1.1 401 Unauthorized", client.answer());
        }
    }

    @Test
    void so_does_one_that_does_not_say_how_much_it_sends() throws IOException {
        try (Connection client = new Connection()) {
            client.send(post("Transfer-Encoding: chunked"));
            for (int sent = 0; sent < TWENTY_MB; sent += 1_000_000) {
                client.send("F4240\r\n");
                client.send(new byte[1_000_000]);
                client.send("\r\n");
            }
            client.send("0\r\n\r\n");
            assertEquals("HTTP/1.1 413 Request Entity Too Large", client.answer());
        }
    }

    @Test
    void what_is_no_http_gets_a_400() throws IOException {
        for (String nonsense : new String[] {
            "nonsense\r\n\r\n",
            "GET /v1/connectors/%zz HTTP/1.1\r\nHost: here\r\n\r\n",
            "GET /v1/connectors HTTP/1.1\r\nHost here\r\n\r\n",
            post("Content-Length: many")
        }) {
            try (Connection client = new Connection()) {
                client.send(nonsense);
                assertTrue(client.answer().endsWith(" 400 Bad Request"), nonsense);
            }
        }
    }

    private static String post(String header) {
        return "POST /v1/connectors HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + TestServer.KEY + "\r\n" + header + "\r\n\r\n";
    }

    private static final class Connection implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        private final OutputStream out = socket.getOutputStream();
        private final InputStream in = socket.getInputStream();

        Connection() throws IOException {
            socket.setSoTimeout(20_000);
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.US_ASCII));
        }

        void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Reads one answer whole. @return its first line */
        String answer() throws IOException {
            String head = head();
            int length = Arrays.stream(head.split("\r\n", -1))
                    .filter(line -> line.startsWith("content-length: "))
                    .mapToInt(line -> Integer.parseInt(line.substring("content-length: ".length())))
                    .findFirst()
                    .orElse(0);
            assertEquals(length, in.readNBytes(length).length);
            return head.substring(0, head.indexOf("\r\n"));
        }

        private String head() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                int next = in.read();
                assertTrue(next >= 0, () -> "The connection ended after " + head);
                head.write(next);
            }
            return head.toString(StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
