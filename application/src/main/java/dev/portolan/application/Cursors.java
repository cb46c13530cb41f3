package dev.portolan.application;

import dev.portolan.domain.Page;
import dev.portolan.domain.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Opaque positions in our own listings, each bound to the listing that made it. */
final class Cursors {

    private final String listing;

    /** @param listing names the listing and all that narrows it: a cursor of another one is refused */
    Cursors(String... listing) {
        this.listing = Integer.toHexString(String.join("\n", listing).hashCode());
    }

    Page.Cursor write(String position) {
        return new Page.Cursor(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((listing + ":" + position).getBytes(StandardCharsets.UTF_8)));
    }

    /** The position, empty at the start. */
    Optional<String> read(Page.Cursor cursor) {
        if (cursor.isStart()) {
            return Optional.empty();
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor.value()), StandardCharsets.UTF_8);
            if (text.startsWith(listing + ":")) {
                return Optional.of(text.substring(listing.length() + 1));
            }
        } catch (IllegalArgumentException notBase64) {
            // refused below like any other foreign text
        }
        throw refused();
    }

    /** A position that is an id, empty at the start. */
    Optional<UUID> readId(Page.Cursor cursor) {
        return read(cursor).map(position -> References.uuid(position).orElseThrow(Cursors::refused));
    }

    static Refusal.InvalidInput refused() {
        return new Refusal.InvalidInput(
                "after", "is no cursor of this listing; use the next of an earlier answer, or leave it out");
    }

    /** A page of {@code limit} items out of a list that was read one longer, to see whether there is more. */
    <T> Page<T> page(List<T> oneMore, int limit, Function<T, String> position) {
        if (oneMore.size() <= limit) {
            return Page.last(oneMore);
        }
        List<T> items = new ArrayList<>(oneMore.subList(0, limit));
        return new Page<>(items, Optional.of(write(position.apply(items.getLast()))));
    }
}
