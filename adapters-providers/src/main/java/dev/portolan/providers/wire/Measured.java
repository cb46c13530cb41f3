package dev.portolan.providers.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that must have so many bytes. */
final class Measured extends FilterInputStream {

    private final long expected;
    private long seen;

    Measured(InputStream body, long expected) {
        super(body);
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count < 0 && seen != expected) {
            throw new IOException(seen + " bytes came instead of " + expected);
        }
        seen += Math.max(0, count);
        return count;
    }
}
