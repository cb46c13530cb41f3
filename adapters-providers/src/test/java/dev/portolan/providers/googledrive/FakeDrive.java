package dev.portolan.providers.googledrive;

import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.paths.Percent;
import dev.portolan.providers.server.RawServer;
import dev.portolan.providers.spec.Spec;
import dev.portolan.providers.spec.Witness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Google Drive over real sockets, as its documentation has it: partial answers, refusals by reason and all. */
final class FakeDrive implements AutoCloseable {

    static final String DOCUMENT = "application/vnd.google-apps.document";
    static final String SHEET = "application/vnd.google-apps.spreadsheet";

    private static final Map<String, Set<String>> EXPORTS = Map.of(
            DOCUMENT,
            Set.of("text/markdown", "text/plain", "text/html", "application/pdf"),
            SHEET,
            Set.of("text/csv", "application/zip", "application/pdf"),
            "application/vnd.google-apps.presentation",
            Set.of("text/plain", "application/pdf"));

    final DriveTree tree = new DriveTree();
    private final DriveListings listings = new DriveListings(tree);
    private final Witness witness = new Witness(
            Spec.of("google-drive/drive-v3.openapi.json"),
            "/drive/v3",
            request -> !request.target().startsWith("/exportLink/"),
            Set.of(416),
            (request, out) -> answer(request).write(out));
    private final RawServer server = new RawServer(witness);
    private final Queue<Answer> refusals = new ArrayDeque<>();
    private String token = "token-0";
    private Predicate<String> trusted = shown -> shown.equals(token);
    private boolean largeExports;

    /** What is sent back. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, Map<String, String> headers, byte[] body, Optional<RawServer.Request> ranged) {

        static Answer json(Map<String, ?> body) {
            return json(200, body);
        }

        static Answer json(int status, Map<String, ?> body) {
            return new Answer(
                    status,
                    Map.of("Content-Type", "application/json; charset=UTF-8"),
                    OAuthConnectors.json().write(body).getBytes(StandardCharsets.UTF_8),
                    Optional.empty());
        }

        static Answer refusal(int status, String reason) {
            return json(
                    status,
                    Map.of(
                            "error",
                            Map.of(
                                    "errors",
                                    List.of(Map.of("domain", "global", "reason", reason, "message", reason + ".")),
                                    "code",
                                    status,
                                    "message",
                                    reason + ".")));
        }

        static Answer bytes(String type, byte[] bytes) {
            return new Answer(200, Map.of("Content-Type", type), bytes, Optional.empty());
        }

        void write(OutputStream out) throws IOException {
            if (ranged.isPresent()) {
                RawServer.content(out, ranged.get(), headers, body);
            } else {
                RawServer.reply(out, status, headers, body);
            }
        }
    }

    /** The call is answered with a refusal. */
    static final class Refused extends RuntimeException {
        private final transient Answer answer;

        Refused(int status, String reason) {
            super(reason);
            this.answer = Answer.refusal(status, reason);
        }
    }

    URI uri() {
        return server.uri();
    }

    List<RawServer.Request> seen() {
        return server.seen();
    }

    // --- what happens between acts

    /** Access tokens are somebody else's business from now on. */
    synchronized void trust(Predicate<String> tokens) {
        trusted = tokens;
    }

    synchronized void expireToken() {
        token = "token-" + (Integer.parseInt(token.substring(6)) + 1);
    }

    /** Tokens of pages and logs mean nothing any more. */
    synchronized void forgetTokens() {
        listings.forgetTokens();
    }

    synchronized void makeExportsTooLarge() {
        largeExports = true;
    }

    /** The next request gets this instead of its answer. */
    synchronized void refuse(int status, String reason) {
        refusals.add(Answer.refusal(status, reason));
    }

    // --- routes

    private synchronized Answer answer(RawServer.Request request) {
        URI target = URI.create("http://host" + request.target());
        if (!request.method().equals("GET")) {
            return Answer.refusal(404, "notFound");
        }
        if (!trusted.test(request.headers().getOrDefault("Authorization", "").replaceFirst("^Bearer ", ""))) {
            return Answer.refusal(401, "authError");
        }
        if (!refusals.isEmpty()) {
            return refusals.remove();
        }
        Map<String, String> query = query(target);
        String[] path = target.getRawPath().substring(1).split("/", -1);
        try {
            return switch (path[0]) {
                case "about" -> about(query);
                case "drives" -> path.length == 1 ? listings.drives(query) : listings.drive(path[1]);
                case "changes" -> path.length == 1 ? listings.changes(query) : listings.startToken(query);
                case "files" -> path.length == 1 ? listings.files(query) : file(request, path, query);
                case "exportLink" -> linked(path[1], query);
                default -> Answer.refusal(404, "notFound");
            };
        } catch (Refused refused) {
            return refused.answer;
        }
    }

    private static Answer about(Map<String, String> query) {
        if (!query.containsKey("fields")) {
            throw new Refused(400, "required");
        }
        return Answer.json(Map.of(
                "user",
                Map.of("displayName", "Ada Example", "permissionId", "0123456789", "emailAddress", "ada@example.com")));
    }

    private Answer file(RawServer.Request request, String[] path, Map<String, String> query) {
        DriveNode node = tree.find(Percent.unescaped(path[1])).orElseThrow(() -> new Refused(404, "notFound"));
        boolean isExport = path.length > 2;
        if (node.drive().isPresent() && !isExport && !"true".equals(query.get("supportsAllDrives"))) {
            throw new Refused(404, "notFound");
        }
        if (node.extra().containsKey("resourceKey")
                && !request.headers()
                        .getOrDefault("X-Goog-Drive-Resource-Keys", "")
                        .equals(node.id() + "/" + node.extra().get("resourceKey"))
                && (isExport || query.containsKey("alt"))) {
            throw new Refused(404, "notFound");
        }
        if (isExport) {
            return export(node, query.getOrDefault("mimeType", ""), true);
        }
        return query.containsKey("alt")
                ? media(request, node)
                : Answer.json(
                        DriveListings.only(metadata(node), query.getOrDefault("fields", "kind,id,name,mimeType")));
    }

    private Map<String, Object> metadata(DriveNode node) {
        Map<String, Object> metadata = new HashMap<>(tree.metadata(node));
        Map<String, String> links = new HashMap<>();
        EXPORTS.getOrDefault(node.type(), Set.of())
                .forEach(type -> links.put(
                        type, server.uri() + "/exportLink/" + node.id() + "?mimeType=" + Percent.escaped(type, "")));
        if (!links.isEmpty()) {
            metadata.put("exportLinks", links);
        }
        return metadata;
    }

    private Answer media(RawServer.Request request, DriveNode node) {
        if (node.isNative()) {
            throw new Refused(403, "fileNotDownloadable");
        }
        return new Answer(200, Map.of("Content-Type", node.type()), node.bytes(), Optional.of(request));
    }

    private Answer export(DriveNode node, String type, boolean limited) {
        if (!node.isNative()) {
            throw new Refused(403, "fileNotExportable");
        }
        if (!EXPORTS.getOrDefault(node.type(), Set.of()).contains(type)) {
            throw new Refused(400, "badRequest");
        }
        if (limited && largeExports) {
            throw new Refused(403, "exportSizeLimitExceeded");
        }
        return type.equals("application/zip")
                ? Answer.bytes(type, tabs(node.bytes()))
                : Answer.bytes(type, ("as " + type + ": " + text(node.bytes())).getBytes(StandardCharsets.UTF_8));
    }

    private Answer linked(String id, Map<String, String> query) {
        DriveNode node = tree.find(id).orElseThrow(() -> new Refused(404, "notFound"));
        return export(node, query.getOrDefault("mimeType", ""), false);
    }

    /** A sheet's bytes are lines of tabs: {@code name=cell,cell}. */
    private static byte[] tabs(byte[] sheet) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("resources/sheet.css"));
            zip.write("td {}".getBytes(StandardCharsets.UTF_8));
            for (String line : text(sheet).split("\n", -1)) {
                String[] tab = line.split("=", 2);
                zip.putNextEntry(new ZipEntry(tab[0] + ".html"));
                zip.write(("<table><tr><td>" + tab[1].replace(",", "</td><td>") + "</td></tr></table>")
                        .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, String> query(URI target) {
        Map<String, String> query = new TreeMap<>();
        if (target.getRawQuery() != null) {
            for (String pair : target.getRawQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], Percent.unescaped(parts[1]));
            }
        }
        return query;
    }

    /** Forgets what it is asked. */
    void forgetful() {
        server.forgetful();
    }

    @Override
    public void close() {
        server.close();
        witness.assertNothingWrong();
    }
}
