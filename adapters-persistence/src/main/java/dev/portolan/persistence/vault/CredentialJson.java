package dev.portolan.persistence.vault;

import dev.portolan.domain.Credential;
import dev.portolan.persistence.database.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A credential as the JSON that is sealed. */
final class CredentialJson {

    private static final String TYPE = "type";

    private CredentialJson() {}

    static byte[] write(Credential credential) {
        Map<String, Object> json = new HashMap<>();
        switch (credential) {
            case Credential.Secrets secrets -> {
                json.put(TYPE, "secrets");
                json.put("values", secrets.values());
            }
            case Credential.Tokens tokens -> {
                json.put(TYPE, "tokens");
                json.put("accessToken", tokens.accessToken());
                tokens.refreshToken().ifPresent(token -> json.put("refreshToken", token));
                tokens.expiresAt().ifPresent(at -> json.put("expiresAt", at.toString()));
                tokens.refreshExpiresAt().ifPresent(at -> json.put("refreshExpiresAt", at.toString()));
                json.put("scopes", tokens.scopes());
                json.put("extra", tokens.extra());
                json.put("version", tokens.version());
            }
        }
        return Json.write(json).getBytes(StandardCharsets.UTF_8);
    }

    static Credential read(byte[] plain) {
        Map<String, Object> json = Json.read(new String(plain, StandardCharsets.UTF_8));
        return switch (text(json, TYPE).orElse("")) {
            case "secrets" -> new Credential.Secrets(texts(json, "values"));
            case "tokens" ->
                new Credential.Tokens(
                        text(json, "accessToken").orElse(""),
                        text(json, "refreshToken"),
                        text(json, "expiresAt").map(Instant::parse),
                        text(json, "refreshExpiresAt").map(Instant::parse),
                        list(json, "scopes"),
                        texts(json, "extra"),
                        Long.parseLong(text(json, "version").orElse("1")));
            case String other -> throw new IllegalStateException("An unknown kind of credential: " + other);
        };
    }

    private static Optional<String> text(Map<String, Object> json, String name) {
        return Optional.ofNullable(json.get(name)).map(Object::toString);
    }

    private static Map<String, String> texts(Map<String, Object> json, String name) {
        Map<String, String> texts = new TreeMap<>();
        if (json.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(key.toString(), value.toString()));
        }
        return texts;
    }

    private static List<String> list(Map<String, Object> json, String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }
}
