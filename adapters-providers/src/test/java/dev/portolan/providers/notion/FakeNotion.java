package dev.portolan.providers.notion;

import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.notion.NotionNode.Kind;
import dev.portolan.providers.paths.Percent;
import dev.portolan.providers.server.RawServer;
import dev.portolan.providers.spec.Spec;
import dev.portolan.providers.spec.Witness;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
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

/** Notion over real sockets, as its types and guides have it, and the store beside it that keeps its files. */
final class FakeNotion implements AutoCloseable {

    static final String SPEC = "notion/notion.openapi.json";

    private static final String VERSION = "2026-03-11";
    private static final String FILES = "/files/";

    final NotionTree tree = new NotionTree();
    final NotionListings listings = new NotionListings(tree);
    private final NotionWriting writing = new NotionWriting(tree);
    private final Witness witness = new Witness(
            Spec.of(SPEC),
            "/v1",
            request -> !request.target().startsWith(FILES),
            Set.of(504),
            (request, out) -> answer(request).write(out));
    private final RawServer server = new RawServer(witness);
    private final Queue<Answer> refusals = new ArrayDeque<>();
    private final Map<String, Refused> broken = new HashMap<>();
    private String token = "token-0";
    private Predicate<String> trusted = shown -> shown.equals(token);

    /** What is sent back. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, Map<String, String> headers, byte[] body, Optional<RawServer.Request> ranged) {

        static Answer json(int status, Map<String, String> headers, Map<String, ?> body) {
            Map<String, String> all = new TreeMap<>(headers);
            all.put("Content-Type", "application/json; charset=utf-8");
            all.put("x-notion-request-id", "e1a2b3c4-0000-4000-8000-000000000001");
            all.put("cf-ray", "8f0000000000-LIS");
            return new Answer(status, all, NotionWriting.json(body).getBytes(StandardCharsets.UTF_8), Optional.empty());
        }

        /** Of the store, which speaks XML. */
        static Answer xml(int status, String code, String message) {
            return new Answer(
                    status,
                    Map.of("Content-Type", "application/xml"),
                    ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                                    + "</Message></Error>")
                            .getBytes(StandardCharsets.UTF_8),
                    Optional.empty());
        }

        void write(OutputStream out) throws IOException {
            if (ranged.isPresent()) {
                RawServer.content(out, ranged.get(), headers, body);
            } else {
                RawServer.reply(out, status, headers, body);
            }
        }
    }

    /** The call is answered with an error. */
    static final class Refused extends RuntimeException {
        private final int status;
        private final String code;

        Refused(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }

        Answer answer() {
            return refusal(status, code, getMessage(), Map.of());
        }
    }

    private static Answer refusal(int status, String code, String message, Map<String, String> more) {
        Map<String, Object> body = NotionWriting.object(
                "object", "error",
                "status", status,
                "code", code,
                "message", message,
                "request_id", "e1a2b3c4-0000-4000-8000-000000000001");
        if (!more.isEmpty()) {
            body.put("additional_data", more);
        }
        Map<String, String> headers =
                more.containsKey("retry_after") ? Map.of("Retry-After", more.get("retry_after")) : Map.of();
        return Answer.json(status, headers, body);
    }

    static Refused notFound(String what, String id) {
        return new Refused(
                404,
                "object_not_found",
                "Could not find " + what + " with ID: " + id
                        + ". Make sure the relevant pages and databases are shared with your integration \"Portolan\".");
    }

    URI uri() {
        return server.uri();
    }

    // --- what happens between acts

    /** Access tokens are somebody else's business from now on. */
    synchronized void trust(Predicate<String> tokens) {
        trusted = tokens;
    }

    synchronized void expireToken() {
        token = "token-" + (Integer.parseInt(token.substring(6)) + 1);
    }

    /** The next request gets this instead of its answer. */
    synchronized void refuse(int status, String code, Map<String, String> more) {
        refusals.add(refusal(status, code, "refused", more));
    }

    /** Asking what is in it always ends like this. */
    synchronized void breakBlocks(String id, int status, String code) {
        broken.put(id, new Refused(status, code, "broken"));
    }

    synchronized void mend() {
        broken.clear();
    }

    // --- routes

    private synchronized Answer answer(RawServer.Request request) {
        URI target = URI.create("http://host" + request.target());
        if (target.getRawPath().startsWith(FILES)) {
            return file(request, target);
        }
        if (!trusted.test(request.headers().getOrDefault("Authorization", "").replaceFirst("^Bearer ", ""))) {
            return new Refused(401, "unauthorized", "API token is invalid.").answer();
        }
        if (!request.headers().getOrDefault("Notion-Version", "").equals(VERSION)) {
            return new Refused(400, "missing_version", "Notion-Version header failed validation").answer();
        }
        if (!refusals.isEmpty()) {
            return refusals.remove();
        }
        try {
            return Answer.json(200, Map.of(), route(request, target));
        } catch (Refused refused) {
            return refused.answer();
        }
    }

    private Map<String, Object> route(RawServer.Request request, URI target) {
        Map<String, String> query = query(target);
        String[] path = target.getRawPath().substring(1).split("/", -1);
        String host = request.headers().get("Host");
        String route = request.method() + " " + path[0] + (path.length > 2 ? " " + path[2] : "");
        String id = path.length > 1 ? path[1] : "";
        return switch (route) {
            case "GET users" -> self();
            case "POST search" -> listings.search(body(request), host);
            case "GET pages" -> writing.page(find(id, "page", Kind.PAGE), host);
            case "GET pages properties" -> listings.property(find(id, "page", Kind.PAGE), path[3], query);
            case "GET databases" -> writing.database(find(id, "database", Kind.DATABASE));
            case "GET data_sources" -> writing.source(find(id, "data source", Kind.SOURCE));
            case "POST data_sources query" -> listings.rows(find(id, "data source", Kind.SOURCE), body(request), host);
            case "GET blocks" -> writing.block(find(id, "block", Kind.BLOCK, Kind.PAGE, Kind.DATABASE), host);
            case "GET blocks children" -> blocks(id, query, host);
            default -> throw new Refused(400, "invalid_request_url", "Invalid request URL.");
        };
    }

    private Map<String, Object> blocks(String id, Map<String, String> query, String host) {
        if (broken.containsKey(id)) {
            throw broken.get(id);
        }
        return listings.blocks(find(id, "block", Kind.BLOCK, Kind.PAGE), query, host);
    }

    private NotionNode find(String id, String what, Kind... kinds) {
        return tree.find(id)
                .filter(node -> List.of(kinds).contains(node.kind))
                .filter(tree::isShared)
                .orElseThrow(() -> notFound(what, id));
    }

    private static JsonNode body(RawServer.Request request) {
        if (!request.headers().getOrDefault("Content-Type", "").startsWith("application/json")) {
            throw new Refused(400, "invalid_json", "Error parsing JSON body.");
        }
        return OAuthConnectors.json()
                .tree(request.body().getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new Refused(400, "invalid_json", "Error parsing JSON body."));
    }

    private static Map<String, Object> self() {
        Map<String, Object> ada = NotionWriting.object(
                "object", "user",
                "id", "6f0d7c1a-1111-4a2b-9c3d-000000000001",
                "name", "Ada Example",
                "avatar_url", null,
                "type", "person",
                "person", Map.of("email", "ada@example.com"));
        return NotionWriting.object(
                "object", "user",
                "id", "6f0d7c1a-1111-4a2b-9c3d-0000000000b0",
                "name", "Portolan",
                "avatar_url", null,
                "type", "bot",
                "bot",
                        NotionWriting.object(
                                "owner",
                                NotionWriting.object("type", "user", "user", ada),
                                "workspace_id",
                                "7a0d7c1a-2222-4a2b-9c3d-000000000001",
                                "workspace_limits",
                                Map.of("max_file_upload_size_in_bytes", 5_242_880),
                                "workspace_name",
                                "Example Inc"));
    }

    // --- the store

    /** Whoever has the address may read the file for an hour; a token beside it is refused. */
    private Answer file(RawServer.Request request, URI target) {
        if (request.headers().containsKey("Authorization")) {
            return Answer.xml(400, "InvalidArgument", "Only one auth mechanism allowed");
        }
        long signed = Long.parseLong(query(target).getOrDefault("X-Amz-Date", "0"));
        if (tree.now().getEpochSecond() > signed + 3600) {
            return Answer.xml(403, "AccessDenied", "Request has expired");
        }
        return tree.find(target.getRawPath().split("/", -1)[2])
                .map(node -> new Answer(
                        200,
                        Map.of(
                                "Content-Type",
                                "application/octet-stream",
                                "ETag",
                                "\"" + java.util.Arrays.hashCode(node.bytes) + "\""),
                        node.bytes,
                        Optional.of(request)))
                .orElseGet(() -> Answer.xml(404, "NoSuchKey", "The specified key does not exist."));
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
