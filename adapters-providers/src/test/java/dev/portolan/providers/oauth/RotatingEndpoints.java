package dev.portolan.providers.oauth;

import dev.portolan.providers.server.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a {@link RotatingProvider} answers. */
record RotatingEndpoints(Ledger ledger, Gate gate, Queue<RotatingProvider.Fault> faults, Supplier<String> signedIn) {

    void handle(RawServer.Request request, OutputStream out) throws IOException, InterruptedException {
        String path = request.target().replaceFirst("\\?.*", "");
        switch (path) {
            case "/authorize" -> authorize(fields(request.target().replaceFirst("^[^?]*\\??", "")), out);
            case "/token" -> token(fields(request.body()), out);
            case "/revoke" -> revoke(fields(request.body()), out);
            case "/users/me" -> me(request, out);
            default -> RawServer.reply(out, 404, "{\"code\":\"not_found\"}");
        }
    }

    private void authorize(Map<String, String> asked, OutputStream out) throws IOException {
        String redirectUri = asked.getOrDefault("redirect_uri", "");
        String code =
                ledger.code(new Ledger.Code(signedIn.get(), redirectUri, asked.getOrDefault("code_challenge", "")));
        String location =
                redirectUri + "?code=" + code + "&state=" + Query.formEncoded(asked.getOrDefault("state", ""));
        RawServer.reply(out, 302, Map.of("Location", location), new byte[0]);
    }

    private void token(Map<String, String> asked, OutputStream out) throws IOException, InterruptedException {
        gate.pass();
        RotatingProvider.Fault fault = faults.poll();
        if (fault == null) {
            Optional<Ledger.Pair> pair = exchanged(asked, out);
            if (pair.isPresent()) {
                RawServer.reply(out, 200, json(pair.get()));
            }
            return;
        }
        switch (fault) {
            case SERVER_ERROR -> RawServer.reply(out, 503, "oops");
            case TOO_MANY_REQUESTS -> RawServer.reply(out, 429, Map.of("Retry-After", "7"), new byte[0]);
            case INVALID_GRANT -> refuse(out, 400, "invalid_grant", "Refresh token has expired");
            case ERROR_IN_SUCCESS ->
                refuse(out, 200, "bad_refresh_token", "The refresh token is incorrect or expired.");
            case DROPPED -> {}
            case DROPPED_AFTER_ROTATING -> exchanged(asked, OutputStream.nullOutputStream());
            case GARBAGE_AFTER_ROTATING -> {
                exchanged(asked, OutputStream.nullOutputStream());
                RawServer.reply(out, 200, "<html><body>Welcome<br></body></html>");
            }
        }
    }

    private Optional<Ledger.Pair> exchanged(Map<String, String> asked, OutputStream out) throws IOException {
        if (!RotatingProvider.CLIENT_ID.equals(asked.get("client_id"))
                || !RotatingProvider.CLIENT_SECRET.equals(asked.get("client_secret"))) {
            refuse(out, 401, "invalid_client", "The client credentials are not valid");
            return Optional.empty();
        }
        Optional<Ledger.Pair> pair = switch (asked.getOrDefault("grant_type", "")) {
            case "authorization_code" ->
                ledger.spend(asked.getOrDefault("code", ""))
                        .filter(code -> fits(code, asked))
                        .map(code -> ledger.begin(code.account()));
            case "refresh_token" -> ledger.renew(asked.getOrDefault("refresh_token", ""));
            default -> Optional.empty();
        };
        if (pair.isEmpty()) {
            refuse(out, 400, "invalid_grant", "It is invalid or has been used: " + asked.get("refresh_token"));
        }
        return pair;
    }

    private static boolean fits(Ledger.Code code, Map<String, String> asked) {
        return code.redirectUri().equals(asked.get("redirect_uri"))
                && (code.challenge().isEmpty()
                        || code.challenge().equals(challenge(asked.getOrDefault("code_verifier", ""))));
    }

    /** PKCE, method S256. */
    static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private String json(Ledger.Pair pair) {
        return "{\"access_token\":\"" + pair.access() + "\",\"expires_in\":"
                + ledger.life().toSeconds() + ",\"token_type\":\"bearer\",\"restricted_to\":[],\"refresh_token\":\""
                + pair.refresh() + "\"}";
    }

    private void revoke(Map<String, String> asked, OutputStream out) throws IOException {
        boolean known = ledger.revoke(asked.getOrDefault("token", ""));
        if (known) {
            RawServer.reply(out, 200, "");
        } else {
            refuse(out, 400, "invalid_token", "The token was not found");
        }
    }

    private void me(RawServer.Request request, OutputStream out) throws IOException {
        String bearer = request.headers().getOrDefault("Authorization", "").replaceFirst("^Bearer ", "");
        Optional<String> account = ledger.accountOf(bearer);
        if (account.isEmpty()) {
            RawServer.reply(out, 401, Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""), new byte[0]);
            return;
        }
        String id = Integer.toString(Math.floorMod(account.get().hashCode(), 1_000_000_007));
        RawServer.reply(
                out,
                200,
                "{\"type\":\"user\",\"id\":\"" + id + "\",\"name\":\"" + account.get() + "\",\"login\":\""
                        + account.get() + "@example.com\"}");
    }

    private static void refuse(OutputStream out, int status, String error, String description) throws IOException {
        RawServer.reply(out, status, "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&"))
                .map(field -> field.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> b));
    }
}
