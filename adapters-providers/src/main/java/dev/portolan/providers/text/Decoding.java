package dev.portolan.providers.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes into characters as they come. What is not said to be in another charset is UTF-8 until proven otherwise: bytes
 * that are no UTF-8, with nothing but ASCII before them, are windows-1252 from there on; later ones become U+FFFD.
 */
final class Decoding {

    private static final int BUFFER = 16_384;
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private final InputStream in;
    private final SafeText out;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER);
    private CharsetDecoder decoder;
    private boolean guessing;
    private boolean first = true;

    /** @param guessing whether the charset is only assumed */
    Decoding(InputStream in, Charset charset, boolean guessing, SafeText out) {
        this.in = in;
        this.decoder = decoder(charset);
        this.guessing = guessing;
        this.out = out;
    }

    private static CharsetDecoder decoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Until the end, or until there is text enough. */
    void run() throws IOException {
        boolean end = false;
        while (!end && out.takesMore()) {
            end = fill();
            decode(end);
        }
        if (end && out.takesMore()) {
            decoder.flush(chars);
            drain();
        }
    }

    /** @return whether that was all */
    private boolean fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(0, count));
        bytes.flip();
        return count < 0;
    }

    private void decode(boolean end) {
        while (out.takesMore()) {
            CoderResult result = decoder.decode(bytes, chars, end);
            drain();
            if (result.isUnderflow()) {
                return;
            }
            if (result.isError()) {
                wrong(result.length());
            }
        }
    }

    private void wrong(int length) {
        if (guessing && decoder.charset().equals(StandardCharsets.UTF_8)) {
            decoder = decoder(FALLBACK);
        } else {
            bytes.position(bytes.position() + length);
            out.append("\uFFFD");
        }
        guessing = false;
    }

    private void drain() {
        chars.flip();
        if (first && chars.hasRemaining()) {
            first = false;
            if (chars.get(0) == '\uFEFF') {
                chars.get();
            }
        }
        for (int i = chars.position(); guessing && i < chars.limit(); i++) {
            guessing = chars.get(i) < 0x80;
        }
        out.append(chars);
        chars.clear();
    }
}
