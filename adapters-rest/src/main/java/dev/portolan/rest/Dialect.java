package dev.portolan.rest;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Refusal;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;

/** One published API: which paths are its own, and how it words a failure. A dialect is added by adding a bean. */
public interface Dialect {

    boolean speaks(String path);

    /** What we refuse, in the dialect's words. */
    Reply refused(Refusal refusal, String requestId);

    /** What failed before any of our code was asked, or in it: no route, too large a body, a defect. */
    Reply failed(HttpStatus status, String message, String requestId);

    /** The same, where the words depend on what was tried. */
    default Reply refused(Refusal refusal, String requestId, Tried tried) {
        return refused(refusal, requestId);
    }

    /** The same, where the words depend on what was tried. */
    default Reply failed(HttpStatus status, String message, String requestId, Tried tried) {
        return failed(status, message, requestId);
    }

    /** Whether it began a consent, by the name that it gave then. */
    default boolean began(String dialect) {
        return false;
    }

    /** A connection's id, as browsers bring it back to clients of this dialect. */
    default String rendered(Connection.Id id) {
        return id.value().toString();
    }

    /** What a request was for. */
    record Tried(String method, String path) {}

    /** A status and a body. */
    record Reply(HttpStatus status, MediaType type, Object body) {
        public static Reply json(HttpStatus status, Object body) {
            return new Reply(status, MediaType.APPLICATION_JSON_TYPE, body);
        }
    }

    /** What the core calls {@code after}, a page's start, is a cursor in most dialects. */
    static Refusal.InvalidInput withCursor(Refusal.InvalidInput refusal) {
        return refusal.inWords(field -> field.equals("after") ? "cursor" : field);
    }

    /** Whether a path is a mount or below it. */
    static boolean under(String path, String mount) {
        return path.startsWith(mount) && (path.length() == mount.length() || path.charAt(mount.length()) == '/');
    }
}
