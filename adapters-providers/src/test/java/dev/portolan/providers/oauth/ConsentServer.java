package dev.portolan.providers.oauth;

import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.server.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a provider asks its users and gives out tokens, as its documentation has it: what the authorization has to say, how the
 * app says who it is, and what an answer looks like. Whoever comes consents at once.
 */
public final class ConsentServer implements AutoCloseable {

    public static final String CLIENT_ID = "portolan";
    public static final String CLIENT_SECRET = "client-secret-5f0c8a";

    private static final String ACCOUNT = "ada";

    private final ConsentStyle style;
    private final Ledger ledger = new Ledger(InstantSource.system());
    private final RawServer server = new RawServer(this::handle);

    public ConsentServer(ConsentStyle style) {
        this.style = style;
    }

    /** Whether it has given out this access token, and it is still good. */
    public boolean knows(String accessToken) {
        return ledger.accountOf(accessToken).isPresent();
    }

    /** What a process is told of it, and of the app that is registered there; {@code provider} as variables spell it. */
    public Map<String, String> variables(String provider) {
        return Map.of(
                        "AUTHORIZE_URL", uri("/authorize"),
                        "TOKEN_URL", uri("/token"),
                        "REVOKE_URL", uri("/revoke"),
                        "CLIENT_ID", CLIENT_ID,
                        "CLIENT_SECRET", CLIENT_SECRET)
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        entry -> "PORTOLAN_PROVIDERS_" + provider + "_" + entry.getKey(), Map.Entry::getValue));
    }

    private String uri(String path) {
        return server.uri().resolve(path).toString();
    }

    private void handle(RawServer.Request request, OutputStream out) throws IOException {
        URI target = server.uri().resolve(request.target());
        switch (target.getPath()) {
            case "/authorize" ->
                authorize(form(Optional.ofNullable(target.getRawQuery()).orElse("")), out);
            case "/token" -> token(request, out);
            case "/revoke" -> revoke(request, out);
            default -> RawServer.reply(out, 404, "{}");
        }
    }

    private void authorize(Map<String, String> asked, OutputStream out) throws IOException {
        boolean right = CLIENT_ID.equals(asked.get("client_id"))
                && "code".equals(asked.get("response_type"))
                && asked.containsKey("state")
                && asked.entrySet().containsAll(style.asked().entrySet())
                && style.proves() == "S256".equals(asked.get("code_challenge_method"));
        if (!right) {
            RawServer.reply(out, 400, "<html><body>This app has sent an invalid request</body></html>");
            return;
        }
        String redirectUri = asked.getOrDefault("redirect_uri", "");
        String code = ledger.code(new Ledger.Code(ACCOUNT, redirectUri, asked.getOrDefault("code_challenge", "")));
        String location = redirectUri + "?code=" + code + "&state=" + Query.formEncoded(asked.get("state"));
        RawServer.reply(out, 302, Map.of("Location", location), new byte[0]);
    }

    private void token(RawServer.Request request, OutputStream out) throws IOException {
        Map<String, String> asked = said(request);
        if (!isTheApp(request, asked)) {
            refuse(out, 401, "invalid_client");
            return;
        }
        Optional<Ledger.Pair> pair = switch (asked.getOrDefault("grant_type", "")) {
            case "authorization_code" ->
                ledger.spend(asked.getOrDefault("code", ""))
                        .filter(code -> fits(code, asked))
                        .map(code -> ledger.begin(code.account()));
            case "refresh_token" -> ledger.renew(asked.getOrDefault("refresh_token", ""));
            default -> Optional.empty();
        };
        if (pair.isPresent()) {
            RawServer.reply(
                    out, 200, style.answered(pair.get().access(), pair.get().refresh()));
        } else {
            refuse(out, 400, "invalid_grant");
        }
    }

    private static boolean fits(Ledger.Code code, Map<String, String> asked) {
        return code.redirectUri().equals(asked.get("redirect_uri"))
                && (code.challenge().isEmpty()
                        || code.challenge()
                                .equals(RotatingEndpoints.challenge(asked.getOrDefault("code_verifier", ""))));
    }

    /** A form or JSON, and nothing else than what the provider reads. */
    private Map<String, String> said(RawServer.Request request) {
        String type = request.headers().getOrDefault("Content-Type", "");
        if (!type.startsWith(style.json() ? "application/json" : "application/x-www-form-urlencoded")) {
            return Map.of();
        }
        return style.json() ? json(request.body()) : form(request.body());
    }

    private boolean isTheApp(RawServer.Request request, Map<String, String> asked) {
        if (!style.basic()) {
            return CLIENT_ID.equals(asked.get("client_id")) && CLIENT_SECRET.equals(asked.get("client_secret"));
        }
        String basic =
                Base64.getEncoder().encodeToString((CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
        return request.headers().getOrDefault("Authorization", "").equals("Basic " + basic);
    }

    /** Of the token that is named, or that the caller has shown. */
    private void revoke(RawServer.Request request, OutputStream out) throws IOException {
        String bearer = request.headers().getOrDefault("Authorization", "").replaceFirst("^Bearer ", "");
        boolean known = ledger.revoke(said(request).getOrDefault("token", bearer));
        if (known) {
            RawServer.reply(out, 200, "{}");
        } else {
            refuse(out, 400, "invalid_token");
        }
    }

    private static void refuse(OutputStream out, int status, String error) throws IOException {
        RawServer.reply(out, status, "{\"error\":\"" + error + "\",\"error_description\":\"It is not good\"}");
    }

    private static Map<String, String> json(String text) {
        Map<String, String> fields = new HashMap<>();
        OAuthConnectors.json()
                .tree(text.getBytes(StandardCharsets.UTF_8))
                .ifPresent(tree -> tree.entries()
                        .forEach(field ->
                                fields.put(field.getKey(), field.getValue().coerceStringValue())));
        return fields;
    }

    private static Map<String, String> form(String form) {
        Map<String, String> fields = new HashMap<>();
        Arrays.stream(form.split("&", -1))
                .map(field -> field.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> fields.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return fields;
    }

    @Override
    public void close() {
        server.close();
    }
}
