package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A body that goes on where it broke off, as long as it is still the same one. */
final class Resuming extends InputStream {

    private static final int MOST_CUTS = 5;

    /** So much between two cuts, and they are not counted together. */
    private static final long PROGRESS = 1024 * 1024;

    private final Function<UnaryOperator<Call>, Reply> asking;
    private final Optional<String> etag;
    private final Optional<Long> whole;
    private Reply reply;
    private InputStream body;
    private long offset;
    private long sinceCut;
    private int cuts;

    /** @param asking the same content again, by a call that it may change */
    Resuming(Reply first, Optional<Long> size, Function<UnaryOperator<Call>, Reply> asking) {
        this.asking = asking;
        this.etag = first.header("ETag").filter(tag -> tag.startsWith("\""));
        this.whole = first.length().isPresent() ? Optional.of(first.length().getAsLong()) : size;
        this.reply = first;
        this.body = first.body(size);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        while (true) {
            try {
                int count = body.read(buffer, from, length);
                offset += Math.max(0, count);
                sinceCut += Math.max(0, count);
                return count;
            } catch (IOException broken) {
                goOn(broken);
            }
        }
    }

    private void goOn(IOException broken) throws IOException {
        cuts = sinceCut >= PROGRESS ? 1 : cuts + 1;
        sinceCut = 0;
        boolean wanted = !Thread.currentThread().isInterrupted()
                && !(broken.getCause() instanceof InterruptedException)
                && cuts <= MOST_CUTS;
        if (!wanted) {
            throw broken;
        }
        closeQuietly();
        try {
            reply = asking.apply(this::rest);
        } catch (ProviderFailure failure) {
            throw new IOException(failure.message(), failure);
        }
        body = reply.body(whole.map(size -> reply.status() == 206 ? size - offset : size));
        checkSame();
    }

    private Call rest(Call call) {
        Call ranged = call.with("Range", "bytes=" + offset + "-");
        return etag.map(tag -> ranged.with("If-Range", tag)).orElse(ranged);
    }

    /** A server that knows no ranges sends everything again: what we have is passed over, if it is the same. */
    private void checkSame() throws IOException {
        if (reply.status() == 206) {
            String range = reply.header("Content-Range").orElse("");
            boolean joins = range.startsWith("bytes " + offset + "-")
                    && whole.filter(size -> !range.endsWith("/*") && !range.endsWith("/" + size))
                            .isEmpty();
            if (!joins) {
                throw new IOException("It was to go on at byte " + offset + ", and the provider sent another part");
            }
        } else if (etag.isPresent() && etag.equals(reply.header("ETag"))) {
            body.skipNBytes(offset);
        } else {
            throw new IOException("It may have changed while it was read");
        }
    }

    private void closeQuietly() {
        try {
            reply.close();
        } catch (ProviderFailure brokenAnyway) {
            cuts = Math.max(cuts, 1);
        }
    }

    @Override
    public void close() {
        reply.close();
    }
}
