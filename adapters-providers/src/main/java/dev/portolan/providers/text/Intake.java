package dev.portolan.providers.text;

import dev.portolan.domain.ProviderFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/** Content being read: counted, ended where there is too much of it whatever its length claimed, and where the reader is called off. */
final class Intake extends FilterInputStream {

    /** There is more content than is read. */
    static final class TooMuch extends IOException {}

    private final long limit;
    private final BooleanSupplier cancelled;
    private long read;

    Intake(InputStream content, long limit, BooleanSupplier cancelled) {
        super(content);
        this.limit = limit;
        this.cancelled = cancelled;
    }

    long bytes() {
        return read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (cancelled.getAsBoolean()) {
            throw new ProviderFailure.Transient("Reading was called off");
        }
        int count = in.read(buffer, offset, length);
        read += Math.max(0, count);
        if (read > limit) {
            throw new TooMuch();
        }
        return count;
    }

    /** Whoever handed the content in closes it. */
    @Override
    public void close() {}
}
