package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A session's way to its provider: the layers of the wire in their order. */
public final class ProviderHttp {

    /** Makes something of a small body. */
    @FunctionalInterface
    public interface Reading<T> {
        /** @throws IOException where the body breaks off, which is tried again */
        T read(InputStream body) throws IOException;
    }

    private final Retrying retrying;
    private final Exchange layers;

    ProviderHttp(Retrying retrying, UnaryOperator<Call> authorizing, Exchange classifying) {
        this.retrying = retrying;
        this.layers = call -> classifying.send(authorizing.apply(call));
    }

    /**
     * A small answer, read within the attempts: a body that breaks off is asked for again.
     *
     * @param call made anew for each attempt
     */
    public <T> T get(Supplier<Call> call, Reading<T> reading) {
        return retrying.call(() -> {
            Call attempt = call.get();
            try (Reply reply = layers.send(attempt)) {
                return reading.read(reply.body());
            } catch (IOException e) {
                throw new ProviderFailure.Transient(
                        attempt.about() + ": the answer of " + attempt.host() + " broke off: " + e.getMessage());
            }
        });
    }

    /** A reply whose body the caller streams and closes. */
    public Reply download(Supplier<Call> call) {
        return retrying.call(() -> layers.send(call.get()));
    }
}
