package dev.portolan.providers.dropbox;

import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.Resource;
import dev.portolan.providers.wire.Reply;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** What files hold: their bytes, checked against Dropbox's hash, or an export of what has none. */
record Contents(DropboxApi api) {

    Content of(Resource document) {
        if (document.attributes().containsKey(Items.LINK)) {
            return new Content.Absent(
                    ItemIssue.Code.NO_TEXT, "It is a symbolic link, and Dropbox has nothing but its target's name");
        }
        String format = document.attributes().get(Items.EXPORT);
        if (format != null && format.isEmpty()) {
            return new Content.Absent(ItemIssue.Code.NO_TEXT, "Dropbox cannot export a file of this kind");
        }
        return api.current(() -> format == null ? download(document) : export(document, format));
    }

    private Content download(Resource document) {
        Reply reply = api.bytes(
                about(document), "/files/download", Map.of("path", document.id().value()), document.size());
        Optional<Long> length =
                reply.length().isPresent() ? Optional.of(reply.length().getAsLong()) : Optional.empty();
        InputStream body = api.hash(reply)
                .<InputStream>map(expected -> new Hashed(reply.body(), expected))
                .orElseGet(reply::body);
        return new Content.Stream(document.mediaType(), length, body);
    }

    private Content export(Resource document, String format) {
        Reply reply = api.bytes(
                about(document),
                "/files/export",
                Map.of("path", document.id().value(), "export_format", format),
                Optional.empty());
        return new Content.Stream(Items.mediaType(format), Optional.empty(), reply.body());
    }

    private static String about(Resource document) {
        return "'" + document.name() + "'";
    }
}
