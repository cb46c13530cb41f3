package dev.portolan.providers.dropbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A body that must have a content hash: the hash of the hashes of its blocks of 4 MiB. */
final class Hashed extends FilterInputStream {

    private static final int BLOCK = 4 * 1024 * 1024;

    private final String expected;
    private final MessageDigest blocks = sha256();
    private final MessageDigest block = sha256();
    private int inBlock;
    private boolean ended;

    Hashed(InputStream body, String expected) {
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
        int count = in.read(buffer, offset, Math.min(length, BLOCK - inBlock));
        if (count < 0) {
            end();
        } else {
            block.update(buffer, offset, count);
            inBlock += count;
            endBlock(inBlock == BLOCK);
        }
        return count;
    }

    private void end() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        endBlock(inBlock > 0);
        String found = HexFormat.of().formatHex(blocks.digest());
        if (!found.equals(expected)) {
            throw new IOException("What came is not what Dropbox has: their hashes differ");
        }
    }

    private void endBlock(boolean full) {
        if (full) {
            blocks.update(block.digest());
            inBlock = 0;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
