package dev.portolan.providers.googledrive;

import dev.portolan.domain.Content;
import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.providers.googledrive.GoogleDrivePayloads.File;
import dev.portolan.providers.paths.Percent;
import dev.portolan.providers.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What files hold. Documents of Google's own are exported in a format that keeps their structure; those whose export is
 * larger than Google allows are read by the links that their metadata names, which have no such limit.
 */
record Contents(GoogleDriveApi api) {

    private static final String ZIP = "application/zip";

    /** By Google's type: formats, best first. A sheet's CSV has but its first tab; the archive has every tab as HTML. */
    private static final Map<String, List<String>> FORMATS = Map.of(
            "application/vnd.google-apps.document", List.of("text/markdown", "text/plain"),
            "application/vnd.google-apps.spreadsheet", List.of(ZIP, "text/csv"),
            "application/vnd.google-apps.presentation", List.of("text/plain"),
            "application/vnd.google-apps.script", List.of("application/vnd.google-apps.script+json"));

    Content of(Resource document) {
        Map<String, String> attributes = document.attributes();
        if (attributes.containsKey(Items.TARGET)) {
            return shortcut(document, attributes.get(Items.TARGET));
        }
        if (attributes.containsKey(Items.ENCRYPTED)) {
            return absent("It is encrypted with keys that Google does not have");
        }
        if (attributes.containsKey(Items.LOCKED)) {
            throw new ProviderFailure.Denied(
                    "'" + document.name() + "': its owner does not let readers download or export it");
        }
        String type = attributes.get(Items.TYPE);
        if (type == null) {
            return download(document);
        }
        List<String> formats = FORMATS.getOrDefault(type, List.of());
        return formats.isEmpty()
                ? absent("Google Drive exports no text of a " + type.substring(type.lastIndexOf('.') + 1))
                : export(document, formats);
    }

    private static Content absent(String reason) {
        return new Content.Absent(ItemIssue.Code.NO_TEXT, reason);
    }

    /** What it leads to is indexed under its own id, where it is selected: twice the same text helps nobody. */
    private Content shortcut(Resource document, String target) {
        try {
            File found = api.file(target, "id,name,mimeType,webViewLink,trashed");
            if (!found.isTrashed()) {
                String link = found.webViewLink().orElse("https://drive.google.com/open?id=" + target);
                return Content.Inline.markdown("Shortcut to [" + found.name().orElse(target) + "](" + link + ")\n");
            }
        } catch (ProviderFailure.Missing gone) {
            // Said below, as for one in the trash.
        }
        return absent("The shortcut '" + document.name() + "' leads to something that is gone or not shared");
    }

    private Content download(Resource document) {
        Reply reply = api.bytes(
                about(document),
                "/files/{fileId}?alt=media",
                path(document),
                Map.of("alt", "media", "supportsAllDrives", "true"),
                Optional.ofNullable(document.attributes().get(Items.KEY)),
                document.size());
        Optional<Long> length =
                reply.length().isPresent() ? Optional.of(reply.length().getAsLong()) : Optional.empty();
        return new Content.Stream(document.mediaType(), length, reply.body());
    }

    private Content export(Resource document, List<String> formats) {
        String best = formats.getFirst();
        Reply reply = api.bytes(
                about(document),
                "/files/{fileId}/export",
                path(document) + "/export",
                Map.of("mimeType", best),
                Optional.ofNullable(document.attributes().get(Items.KEY)),
                Optional.empty());
        if (reply.ok()) {
            return content(best, reply);
        }
        reply.close();
        return byLink(document, formats);
    }

    private Content byLink(Resource document, List<String> formats) {
        Map<String, String> links =
                api.file(document.id().value(), "id,exportLinks").exportLinks().orElse(Map.of());
        for (String format : formats) {
            if (links.containsKey(format)) {
                return content(format, api.linked(about(document), links.get(format)));
            }
        }
        return new Content.Absent(
                ItemIssue.Code.TOO_LARGE, "Its export is larger than the 10 MB that Google Drive allows");
    }

    private static Content content(String format, Reply reply) {
        return format.equals(ZIP)
                ? new Content.Stream(Optional.of("text/html"), Optional.empty(), new Tabs(reply.body()))
                : new Content.Stream(Optional.of(format), Optional.empty(), reply.body());
    }

    private static String path(Resource document) {
        return "/files/" + Percent.escaped(document.id().value(), "");
    }

    private static String about(Resource document) {
        return "'" + document.name() + "'";
    }
}
