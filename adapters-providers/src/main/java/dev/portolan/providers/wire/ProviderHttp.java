package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
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

    /** Where content is; asked for each attempt. */
    @FunctionalInterface
    public interface Location {
        /** @param anew whether an address that was told earlier has expired, so that the provider is asked for another */
        Call call(boolean anew);
    }

    private final Observing observing;
    private final Retrying retrying;
    private final Lane lane;
    private final Authorizing authorizing;
    private final Exchange classifying;

    ProviderHttp(Observing observing, Retrying retrying, Lane lane, Authorizing authorizing, Exchange classifying) {
        this.observing = observing;
        this.retrying = retrying;
        this.lane = lane;
        this.authorizing = authorizing;
        this.classifying = classifying;
    }

    /**
     * A small answer, read within the attempts: a body that breaks off is asked for again.
     *
     * @param call made anew for each attempt
     */
    public <T> T get(Supplier<Call> call, Reading<T> reading) {
        return layered(call, sent -> read(sent, reading));
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
        return layered(call, classifying::send);
    }

    /**
     * Content, which the caller streams and closes. Where it breaks off it goes on from there, a few times; where its
     * address has expired, it is asked for anew, once.
     *
     * @param size in bytes, where it is known
     */
    public Reply content(Location location, Optional<Long> size) {
        Reply first = from(location, call -> call);
        return new Reply(first.status(), first::header, new Resuming(first, size, range -> from(location, range)));
    }

    private Reply from(Location location, UnaryOperator<Call> range) {
        try {
            return download(() -> range.apply(location.call(false)));
        } catch (ProviderFailure.Denied | ProviderFailure.Missing | ProviderFailure.Unauthorized expired) {
            return again(location, range, expired);
        }
    }

    private Reply again(Location location, UnaryOperator<Call> range, ProviderFailure expired) {
        Call before = location.call(false);
        Call anew = location.call(true);
        if (anew.uri().equals(before.uri())) {
            throw expired;
        }
        return download(() -> range.apply(anew));
    }

    private <T> T layered(Supplier<Call> call, Function<Call, T> exchange) {
        return observing.observed(sent -> retrying.call(() -> lane.permit(() -> authorizing.attempt(credential -> {
            Call signed = credential.apply(call.get());
            sent.accept(signed);
            return exchange.apply(signed);
        }))));
    }
}
