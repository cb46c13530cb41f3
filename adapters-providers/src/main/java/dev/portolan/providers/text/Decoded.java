package dev.portolan.providers.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** The characters of a stream of bytes. What no character is made of becomes U+FFFD. */
final class Decoded extends Reader {

    private static final int BUFFER = 8192;

    private final InputStream bytes;
    private final ByteBuffer in;
    private final CharBuffer out = CharBuffer.allocate(BUFFER).flip();
    private CharsetDecoder decoder;
    private boolean mayBeOther;
    private boolean end;

    /** @param first the bytes that were read already, without a byte order mark */
    Decoded(ByteBuffer first, InputStream bytes, Charsets.Choice charset) {
        this.bytes = bytes;
        this.in = ByteBuffer.allocate(Math.max(BUFFER, first.remaining()))
                .put(first.duplicate())
                .flip();
        this.decoder = decoder(charset.charset());
        this.mayBeOther = charset.guessed();
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        while (!out.hasRemaining()) {
            if (!fill()) {
                return -1;
            }
        }
        int read = Math.min(length, out.remaining());
        out.get(buffer, offset, read);
        return read;
    }

    @Override
    public void close() {}

    /** @return whether there may be more */
    private boolean fill() throws IOException {
        out.clear();
        CoderResult result = decoder.decode(in, out, end);
        mayBeOther = mayBeOther && isAscii();
        if (result.isError()) {
            malformed(result.length());
        } else if (result.isUnderflow()) {
            if (end) {
                out.flip();
                return out.hasRemaining();
            }
            more();
        }
        out.flip();
        return true;
    }

    private void more() throws IOException {
        in.compact();
        int read = bytes.read(in.array(), in.position(), in.remaining());
        end = read < 0;
        in.position(in.position() + Math.max(read, 0)).flip();
    }

    /** Text that was taken for UTF-8 and was ASCII so far is not UTF-8. */
    private void malformed(int length) {
        if (mayBeOther) {
            mayBeOther = false;
            decoder = decoder(Charsets.WINDOWS_1252);
        } else if (out.hasRemaining()) {
            in.position(in.position() + length);
            out.put('\uFFFD');
        }
    }

    private boolean isAscii() {
        for (int i = 0; i < out.position(); i++) {
            if (out.get(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static CharsetDecoder decoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
