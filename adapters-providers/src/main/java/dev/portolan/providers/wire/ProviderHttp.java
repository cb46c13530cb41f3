package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A session's way to its provider: the layers of the wire in their order. */
public final class ProviderHttp {

    /** Makes something of a small body. */
    @FunctionalInterface
    public interface Reading<T> {
        /** @throws IOException where the body breaks off, which is tried again */
        T read(InputStream body) throws IOException;
    }

    private final Retrying retrying;
    private final Authorizing authorizing;
    private final Exchange classifying;

    ProviderHttp(Retrying retrying, Authorizing authorizing, Exchange classifying) {
        this.retrying = retrying;
        this.authorizing = authorizing;
        this.classifying = classifying;
    }

    /**
     * A small answer, read within the attempts: a body that breaks off is asked for again.
     *
     * @param call made anew for each attempt
     */
    public <T> T get(Supplier<Call> call, Reading<T> reading) {
        return retrying.call(() -> authorizing.attempt(credential -> read(credential.apply(call.get()), reading)));
    }

    private <T> T read(Call call, Reading<T> reading) {
        try (Reply reply = classifying.send(call)) {
            return reading.read(reply.body());
        } catch (IOException e) {
            throw new ProviderFailure.Transient(
                    call.about() + ": the answer of " + call.host() + " broke off: " + e.getMessage());
        }
    }

    /** A reply whose body the caller streams and closes. */
    public Reply download(Supplier<Call> call) {
        return retrying.call(() -> authorizing.attempt(credential -> classifying.send(credential.apply(call.get()))));
    }
}
