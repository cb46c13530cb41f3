package dev.portolan.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A kept HTTP connection with one request on its way, and as much of a reader as measurements need. */
final class LoadConnection {

    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "\r\ncontent-length:";
    private static final String CHUNKED = "\r\ntransfer-encoding: chunked";

    private final SocketChannel channel;
    private ByteBuffer answer = ByteBuffer.allocate(16 * 1024);
    private Load.Request request = new Load.Request(new byte[0], new byte[0]);
    private long sentAt;

    LoadConnection(InetSocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    void register(Selector selector) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(Load.Request next) throws IOException {
        request = next;
        answer.clear();
        ByteBuffer bytes = ByteBuffer.wrap(next.bytes());
        sentAt = System.nanoTime();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    long sentAt() {
        return sentAt;
    }

    /** @return whether the whole answer is there, and is what was expected */
    boolean read() throws IOException {
        if (!answer.hasRemaining()) {
            answer = ByteBuffer.allocate(2 * answer.capacity()).put(answer.flip());
        }
        if (channel.read(answer) < 0) {
            throw new IOException("The server hung up after: " + text());
        }
        int head = find(BLANK_LINE, 0);
        if (head < 0 || !isWhole(head)) {
            return false;
        }
        if (!Arrays.equals(OK, 0, OK.length, answer.array(), 0, OK.length)
                || find(request.expected(), head + BLANK_LINE.length) < 0) {
            throw new IOException("%s was answered: %s".formatted(text(request.bytes()), text()));
        }
        return true;
    }

    private boolean isWhole(int head) {
        int body = head + BLANK_LINE.length;
        String fields =
                new String(answer.array(), 0, head, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT) + "\r\n";
        int length = fields.indexOf(LENGTH);
        if (length >= 0) {
            int from = length + LENGTH.length();
            return answer.position() - body
                    >= Integer.parseInt(
                            fields.substring(from, fields.indexOf('\r', from)).strip());
        }
        if (!fields.contains(CHUNKED)) {
            throw new IllegalStateException("An answer without a length: " + fields);
        }
        return hasLastChunk(body);
    }

    private boolean hasLastChunk(int body) {
        int at = body;
        while (at < answer.position()) {
            int end = find(LINE_END, at);
            if (end < 0) {
                return false;
            }
            int size = Integer.parseInt(new String(answer.array(), at, end - at, StandardCharsets.US_ASCII), 16);
            at = end + size + 2 * LINE_END.length;
            if (size == 0) {
                return at <= answer.position();
            }
        }
        return false;
    }

    private int find(byte[] wanted, int from) {
        byte[] bytes = answer.array();
        int last = answer.position() - wanted.length;
        for (int at = from; at <= last; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private String text() {
        return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    void close() throws IOException {
        channel.close();
    }
}
