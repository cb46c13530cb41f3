package dev.portolan.providers.wire;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What we ask: a reading request without a body.
 *
 * @param about what it is about, for messages: a bucket's or document's name
 * @param uri sent as it is written, never normalized
 * @param guarded whether its host is a user's or an answer's choice, so that {@link AddressGuard} decides
 * @param accepted replies that are no success and yet an answer
 * @param patience how long until the reply begins
 */
public record Call(
        String about,
        URI uri,
        Map<String, String> headers,
        boolean guarded,
        Predicate<Reply> accepted,
        Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static Call get(String about, URI uri) {
        return new Call(about, uri, Map.of(), true, reply -> false, PATIENCE);
    }

    /** To a host that we or the operator chose. */
    public Call unguarded() {
        return new Call(about, uri, headers, false, accepted, patience);
    }

    public Call accepting(Predicate<Reply> answers) {
        return new Call(about, uri, headers, guarded, answers, patience);
    }

    public Call with(String header, String value) {
        return with(Map.of(header, value));
    }

    public Call with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putAll(more);
        return new Call(about, uri, all, guarded, accepted, patience);
    }

    String host() {
        return String.valueOf(uri.getHost());
    }

    /** What and where: headers and queries may hold secrets. */
    @Override
    public String toString() {
        return "GET " + about + " from " + host();
    }
}
