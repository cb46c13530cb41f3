package dev.portolan.rest.portolan;

import dev.portolan.domain.Page;
import dev.portolan.domain.Refusal;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where our own API is mounted. */
final class PortolanApi {

    static final String MOUNT = "/portolan/v1";

    private PortolanApi() {}

    /** Where a list goes on; from its beginning where nothing is given. */
    static Page.Cursor after(@Nullable String text) {
        return text == null ? Page.Cursor.START : new Page.Cursor(text);
    }

    static @Nullable String next(Page<?> page) {
        return page.next().map(Page.Cursor::value).orElse(null);
    }

    /** The framework takes every word but true for false. */
    static boolean flag(String name, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new Refusal.InvalidInput(name, "must be true or false");
        }
        return text.equals("true");
    }

    /** What was made, and where it is found from now on. */
    static <T> MutableHttpResponse<T> created(String path, UUID id, T body) {
        return HttpResponse.created(body, URI.create(MOUNT + path + id));
    }
}
