package dev.portolan.providers.wire;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What we ask. Connectors only read: whatever the method, a call may be repeated.
 *
 * @param about what it is about, for messages: a bucket's or document's name
 * @param template its path without ids and names, by which calls are counted
 * @param uri sent as it is written, never normalized
 * @param guarded whether its host is a user's or an answer's choice, so that {@link AddressGuard} decides
 * @param accepted replies that are no success and yet an answer
 * @param patience how long until the reply begins
 */
public record Call(
        String method,
        String about,
        String template,
        URI uri,
        Map<String, String> headers,
        Optional<Body> body,
        boolean guarded,
        Predicate<Reply> accepted,
        Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String UNNAMED = "other";

    /** What is sent along; never shown, because it may hold secrets. */
    public record Body(String mediaType, String text) {
        @Override
        public String toString() {
            return mediaType;
        }
    }

    public static Call get(String about, URI uri) {
        return of("GET", about, uri);
    }

    public static Call post(String about, URI uri) {
        return of("POST", about, uri);
    }

    public static Call of(String method, String about, URI uri) {
        return new Call(method, about, UNNAMED, uri, Map.of(), Optional.empty(), true, reply -> false, PATIENCE);
    }

    /** To a host that we or the operator chose. */
    public Call unguarded() {
        return new Call(method, about, template, uri, headers, body, false, accepted, patience);
    }

    /** @param path without anything that differs from document to document, such as {@code /files/{id}} */
    public Call counted(String path) {
        return new Call(method, about, path, uri, headers, body, guarded, accepted, patience);
    }

    public Call sending(Body newBody) {
        return new Call(method, about, template, uri, headers, Optional.of(newBody), guarded, accepted, patience);
    }

    /** @param longest how long until the reply begins */
    public Call within(Duration longest) {
        return new Call(method, about, template, uri, headers, body, guarded, accepted, longest);
    }

    public Call accepting(Predicate<Reply> answers) {
        return new Call(method, about, template, uri, headers, body, guarded, answers, patience);
    }

    public Call with(String header, String value) {
        return with(Map.of(header, value));
    }

    public Call with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.putAll(more);
        return new Call(method, about, template, uri, all, body, guarded, accepted, patience);
    }

    String host() {
        return String.valueOf(uri.getHost());
    }

    /** What and where: headers, queries and bodies may hold secrets. */
    @Override
    public String toString() {
        return method + " " + about + " from " + host();
    }
}
