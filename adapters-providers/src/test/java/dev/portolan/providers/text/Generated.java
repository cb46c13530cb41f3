package dev.portolan.providers.text;

import java.io.InputStream;
import java.util.Arrays;

/** So many bytes that are nowhere kept: some at first, then others. */
final class Generated extends InputStream {

    private static final int FIRST = 8192;

    private final long size;
    private final int first;
    private final int then;
    private long given;

    Generated(long size, int first, int then) {
        this.size = size;
        this.first = first;
        this.then = then;
    }

    @Override
    public int read() {
        throw new AssertionError("is read byte by byte");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int count = (int) Math.min(length, (given < FIRST ? FIRST : size) - given);
        if (count == 0) {
            return -1;
        }
        Arrays.fill(buffer, offset, offset + count, (byte) (given < FIRST ? first : then));
        given += count;
        return count;
    }

    /** How many were taken. */
    long given() {
        return given;
    }
}
