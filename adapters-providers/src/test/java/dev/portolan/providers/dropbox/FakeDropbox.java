package dev.portolan.providers.dropbox;

import dev.portolan.providers.server.RawServer;
import dev.portolan.providers.spec.Spec;
import dev.portolan.providers.spec.Witness;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/** Dropbox over real sockets, as its documentation has it: routes, refusals and all. What it keeps is a {@link DropboxTree}. */
final class FakeDropbox implements AutoCloseable {

    static final String ACCOUNT = "dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc";

    /** What it understands; anything else is refused, as is what a route does not take. */
    static final Set<String> ROUTES = Set.of(
            "/2/users/get_current_account",
            "/2/files/list_folder",
            "/2/files/list_folder/continue",
            "/2/files/get_metadata",
            "/2/files/search_v2",
            "/2/files/search/continue_v2",
            "/2/files/download",
            "/2/files/export");

    final DropboxTree tree = new DropboxTree();
    private final DropboxListings listings = new DropboxListings(tree);
    private final Witness witness = new Witness(
            Spec.of("dropbox/dropbox.openapi.json"),
            "",
            request -> ROUTES.contains(request.target()),
            Set.of(422),
            (request, out) -> answer(request).write(out));
    private final RawServer server = new RawServer(witness);
    private final Queue<Answer> refusals = new ArrayDeque<>();
    private Optional<String> space = Optional.empty();
    private String home = "";
    private String token = "token-0";
    private Predicate<String> trusted = shown -> shown.equals(token);
    private String damaged = "";

    /** What is sent back: JSON, or bytes with their metadata in a header. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, Map<String, String> headers, byte[] body, Optional<RawServer.Request> ranged) {

        static Answer json(int status, Map<String, ?> body) {
            return new Answer(
                    status,
                    Map.of("Content-Type", "application/json"),
                    Sending.text(body).getBytes(StandardCharsets.UTF_8),
                    Optional.empty());
        }

        static Answer text(int status, String text) {
            return new Answer(
                    status,
                    Map.of("Content-Type", "text/plain; charset=utf-8"),
                    text.getBytes(StandardCharsets.UTF_8),
                    Optional.empty());
        }

        /** A route's own refusal; the summary ends in dots that mean nothing. */
        static Answer conflict(String... tags) {
            Map<String, Object> error = new HashMap<>(Map.of(".tag", tags[0]));
            if (tags.length > 1) {
                error.put(tags[0], Map.of(".tag", tags[1]));
            }
            return json(409, Map.of("error_summary", String.join("/", tags) + "/...", "error", error));
        }

        void write(OutputStream out) throws IOException {
            if (ranged.isPresent()) {
                RawServer.content(out, ranged.get(), headers, body);
            } else {
                RawServer.reply(out, status, headers, body);
            }
        }
    }

    URI uri() {
        return server.uri();
    }

    List<RawServer.Request> seen() {
        return server.seen();
    }

    // --- what happens to the account between acts

    /** The account is a member of a team: its files are below {@code home}, beside the team's folders. */
    synchronized void joinTeam(String root, String ownHome) {
        space = Optional.of(root);
        home = ownHome;
        listings.reset();
    }

    /** Every cursor is void from now on. */
    synchronized void reset() {
        listings.reset();
    }

    /** Access tokens are somebody else's business from now on. */
    synchronized void trust(Predicate<String> tokens) {
        trusted = tokens;
    }

    synchronized void expireToken() {
        token = "token-" + (Integer.parseInt(token.substring(6)) + 1);
    }

    /** The next page of any listing is empty, with more to come. */
    synchronized void beginWithAnEmptyPage() {
        listings.beginWithAnEmptyPage();
    }

    /** A page holds so many entries at most. */
    synchronized void give(int atOnce) {
        listings.give(atOnce);
    }

    /** Its feed names each path once, as it is now. */
    synchronized void tellOnlyTheLatest() {
        listings.tellOnlyTheLatest();
    }

    /** The next request gets this instead of its answer. */
    synchronized void refuse(Answer answer) {
        refusals.add(answer);
    }

    /** The bytes of a file differ from what its hash says. */
    synchronized void damage(String path) {
        damaged = path.toLowerCase(Locale.ROOT);
    }

    // --- routes

    private synchronized Answer answer(RawServer.Request request) {
        if (!request.method().equals("POST") || !ROUTES.contains(request.target())) {
            return Answer.text(404, "no such route");
        }
        if (!trusted.test(request.headers().getOrDefault("Authorization", "").replaceFirst("^Bearer ", ""))) {
            return Answer.json(
                    401,
                    Map.of(
                            "error_summary",
                            "expired_access_token/..",
                            "error",
                            Map.of(".tag", "expired_access_token")));
        }
        if (!refusals.isEmpty()) {
            return refusals.remove();
        }
        try {
            return request.target().equals("/2/users/get_current_account") ? account(request) : route(request);
        } catch (DropboxListings.Refused refused) {
            return refused.answer();
        }
    }

    private Answer account(RawServer.Request request) {
        if (!request.body().isEmpty() || request.headers().containsKey("Content-Type")) {
            return Answer.text(400, "Error in call to API function: request body: could not decode input as JSON");
        }
        Map<String, Object> root = new HashMap<>(Map.of(
                ".tag",
                space.isPresent() ? "team" : "user",
                "root_namespace_id",
                space.orElse("1"),
                "home_namespace_id",
                "1"));
        if (space.isPresent()) {
            root.put("home_path", home);
        }
        return Answer.json(
                200,
                Map.ofEntries(
                        Map.entry("account_id", ACCOUNT),
                        Map.entry(
                                "name",
                                Map.of(
                                        "given_name", "Ada",
                                        "surname", "Ex",
                                        "familiar_name", "Ada",
                                        "display_name", "Ada Ex",
                                        "abbreviated_name", "AE")),
                        Map.entry("email", "ada@example.com"),
                        Map.entry("email_verified", true),
                        Map.entry("disabled", false),
                        Map.entry("locale", "en"),
                        Map.entry("referral_link", "https://db.tt/x"),
                        Map.entry("is_paired", false),
                        Map.entry("account_type", Map.of(".tag", "basic")),
                        Map.entry("root_info", root)));
    }

    private Answer route(RawServer.Request request) {
        String below = prefix(request);
        boolean isContent =
                request.target().equals("/2/files/download") || request.target().equals("/2/files/export");
        if (!isContent && !request.headers().getOrDefault("Content-Type", "").equals("application/json")) {
            return Answer.text(400, "Error in call to API function: Bad HTTP \"Content-Type\" header");
        }
        Arguments arguments =
                Arguments.of(isContent ? request.headers().getOrDefault("Dropbox-API-Arg", "") : request.body());
        return switch (request.target()) {
            case "/2/files/list_folder" -> listings.list(arguments, below);
            case "/2/files/list_folder/continue" -> listings.goOn(arguments, below);
            case "/2/files/get_metadata" -> metadata(arguments, below);
            case "/2/files/search_v2" -> listings.search(arguments, below);
            case "/2/files/search/continue_v2" -> listings.searchOn(arguments, below);
            case "/2/files/download" -> download(request, arguments, below);
            default -> export(arguments, below);
        };
    }

    /** Paths are relative to the home, but where the call names the team's space as its root. */
    private String prefix(RawServer.Request request) {
        String named = request.headers().getOrDefault("Dropbox-API-Path-Root", "");
        if (named.isEmpty()) {
            return home;
        }
        if (!Arguments.of(named).text("root").equals(space.orElse("1"))) {
            throw new DropboxListings.Refused(Answer.json(
                    422,
                    Map.of(
                            "error_summary",
                            "invalid_root/..",
                            "error",
                            Map.of(
                                    ".tag",
                                    "invalid_root",
                                    "invalid_root",
                                    Map.of(
                                            ".tag",
                                            "team",
                                            "root_namespace_id",
                                            space.orElse("1"),
                                            "home_namespace_id",
                                            "1",
                                            "home_path",
                                            home)))));
        }
        return "";
    }

    private Answer metadata(Arguments arguments, String below) {
        String path = arguments.text("path");
        if (path.isEmpty() || path.equals("/")) {
            return Answer.text(
                    400, "Error in call to API function \"files/get_metadata\": path: The root folder is unsupported.");
        }
        return tree.find(path, below)
                .map(node -> Answer.json(200, node.metadata(below)))
                .orElseGet(() -> Answer.conflict("path", "not_found"));
    }

    private Answer download(RawServer.Request request, Arguments arguments, String below) {
        if (request.headers().containsKey("Content-Type")
                && !request.headers().get("Content-Type").contains("octet-stream")) {
            return Answer.text(400, "Bad HTTP \"Content-Type\" header");
        }
        Optional<DropboxTree.Node> found = tree.find(arguments.text("path"), below);
        if (found.isEmpty()) {
            return Answer.conflict("path", "not_found");
        }
        DropboxTree.Node node = found.get();
        if (node.isFolder()) {
            return Answer.conflict("path", "not_file");
        }
        if (node.isRestricted()) {
            return Answer.conflict("path", "restricted_content");
        }
        if (node.export().isPresent()) {
            return Answer.conflict("unsupported_file");
        }
        byte[] bytes = node.lower().equals(damaged) ? "damaged".getBytes(StandardCharsets.UTF_8) : node.bytes();
        Map<String, Object> result = node.metadata(below);
        result.remove(".tag");
        return new Answer(
                200,
                Map.of(
                        "Content-Type",
                        "application/octet-stream",
                        "ETag",
                        "W/\"" + node.rev() + "\"",
                        "Dropbox-API-Result",
                        Sending.headerSafe(Sending.text(result))),
                bytes,
                Optional.of(request));
    }

    private Answer export(Arguments arguments, String below) {
        Optional<DropboxTree.Node> found = tree.find(arguments.text("path"), below);
        if (found.isEmpty()) {
            return Answer.conflict("path", "not_found");
        }
        if (found.get().export().isEmpty()) {
            return Answer.conflict("non_exportable");
        }
        String format = arguments.text("export_format");
        if (!found.get().export().get().contains(format)) {
            return Answer.conflict("invalid_export_format");
        }
        byte[] bytes = ("as " + format + ": " + new String(found.get().bytes(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        return new Answer(
                200,
                Map.of(
                        "Content-Type",
                        "application/octet-stream",
                        "Dropbox-API-Result",
                        Sending.headerSafe(Sending.text(
                                Map.of("export_metadata", Map.of("name", "export", "size", bytes.length))))),
                bytes,
                Optional.empty());
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
