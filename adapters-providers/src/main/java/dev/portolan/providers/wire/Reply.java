package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came back: closed by whoever has it. */
public final class Reply implements AutoCloseable {

    /** More than an error needs, and nothing to fear. */
    private static final int ERROR_BYTES = 64 * 1024;

    private final int status;
    private final Function<String, Optional<String>> headers;
    private final InputStream body;
    private byte @Nullable [] error;

    public Reply(int status, Function<String, Optional<String>> headers, InputStream body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return headers.apply(name);
    }

    /** In bytes, where the reply says so. */
    public OptionalLong length() {
        return header("Content-Length")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    /** Ends with an {@link IOException} where it breaks off, falls silent, or the thread is interrupted. */
    public InputStream body() {
        return body;
    }

    /**
     * The body, which breaks off where it ends early: the reply's own length says so, or else the one that is expected.
     * Bodies that are encoded on the way have another.
     */
    public InputStream body(Optional<Long> expected) {
        return expected.isPresent()
                        && length().isEmpty()
                        && header("Content-Encoding").isEmpty()
                ? new Measured(body, expected.get())
                : body;
    }

    /** The beginning of an error's body; empty where it cannot be read. May be asked again. */
    public byte[] error() {
        if (error == null) {
            try {
                error = body.readNBytes(ERROR_BYTES);
            } catch (IOException broken) {
                error = new byte[0];
            }
        }
        return error;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new ProviderFailure.Transient("The connection broke while it was closed");
        }
    }
}
