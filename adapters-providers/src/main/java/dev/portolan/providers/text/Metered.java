package dev.portolan.providers.text;

import dev.portolan.domain.ProviderFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** A stream that is counted, that ends one byte after its limit, and that stops when nobody waits for it any more. */
final class Metered extends InputStream {

    private final InputStream bytes;
    private final long limit;
    private final BooleanSupplier cancelled;
    private long count;

    Metered(InputStream bytes, long limit, BooleanSupplier cancelled) {
        this.bytes = bytes;
        this.limit = limit;
        this.cancelled = cancelled;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        poll(cancelled);
        if (exceeded()) {
            return -1;
        }
        int read = bytes.read(buffer, offset, (int) Math.min(length, limit + 1 - count));
        count += Math.max(read, 0);
        return read;
    }

    /** Ends the reading if nobody waits for it any more. */
    static void poll(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new ProviderFailure.Transient("The sync was stopped while the document was read");
        }
    }

    /** How many bytes were read. */
    long count() {
        return count;
    }

    boolean exceeded() {
        return count > limit;
    }
}
