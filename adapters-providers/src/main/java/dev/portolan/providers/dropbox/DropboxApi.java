package dev.portolan.providers.dropbox;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.dropbox.DropboxPayloads.FullAccount;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import dev.portolan.providers.wire.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Dropbox's routes, as one account calls them. A member of a team sees the team's folders only where the call names the
 * team's space as its root.
 */
final class DropboxApi {

    /** The most entries that Dropbox gives at once. */
    static final int PAGE = 2_000;

    private final ProviderHttp http;
    private final Json json;
    private final String api;
    private final String content;
    private volatile Optional<String> root = Optional.empty();

    DropboxApi(ProviderHttp http, Json json, String api, String content) {
        this.http = http;
        this.json = json;
        this.api = api;
        this.content = content;
    }

    FullAccount account() {
        FullAccount me = http.get(
                () -> Call.post("The account", URI.create(api + "/users/get_current_account"))
                        .unguarded()
                        .counted("/users/get_current_account"),
                json.as(FullAccount.class));
        root = Optional.of(me.rootInfo()
                .filter(info -> !info.root().equals(info.home()))
                .map(DropboxPayloads.RootInfo::root)
                .orElse(""));
        return me;
    }

    /** The id of the team's space; empty where the account has none. */
    String root() {
        if (root.isEmpty()) {
            account();
        }
        return root.orElse("");
    }

    <T> T ask(String about, String route, Map<String, ?> argument, Class<T> type) {
        return askAt(root(), about, route, argument, type);
    }

    /** @param space the root that paths and cursors belong to */
    <T> T askAt(String space, String about, String route, Map<String, ?> argument, Class<T> type) {
        try {
            return http.get(
                    () -> rooted(space, Call.post(about, URI.create(api + route)))
                            .counted(route)
                            .sending(new Call.Body("application/json", json.write(argument))),
                    json.as(type));
        } catch (ProviderFailure.ResyncRequired elsewhere) {
            root = Optional.empty();
            throw elsewhere;
        }
    }

    /** A file's bytes; the argument travels in a header. */
    Reply bytes(String about, String route, Map<String, ?> argument, Optional<Long> size) {
        String space = root();
        String header = headerSafe(json.write(argument));
        return http.content(
                anew -> rooted(space, Call.post(about, URI.create(content + route)))
                        .counted(route)
                        .with("Dropbox-API-Arg", header),
                size);
    }

    /** Of the very version that is sent. */
    Optional<String> hash(Reply reply) {
        return reply.header("Dropbox-API-Result")
                .flatMap(result -> json.tree(result.getBytes(StandardCharsets.UTF_8)))
                .flatMap(result -> Json.text(result, "content_hash"));
    }

    /** Once more where the team's space has changed meanwhile. */
    <T> T current(Supplier<T> ask) {
        try {
            return ask.get();
        } catch (ProviderFailure.ResyncRequired elsewhere) {
            return ask.get();
        }
    }

    private Call rooted(String space, Call call) {
        return space.isEmpty()
                ? call.unguarded()
                : call.unguarded().with("Dropbox-API-Path-Root", headerSafe(json.write(tagged(space))));
    }

    /** The tag comes first. */
    private static Map<String, String> tagged(String space) {
        Map<String, String> root = new LinkedHashMap<>();
        root.put(".tag", "root");
        root.put("root", space);
        return root;
    }

    /** Headers carry ASCII only. */
    private static String headerSafe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x7f) {
                safe.append(c);
            } else {
                safe.append(String.format("\\u%04x", (int) c));
            }
        }
        return safe.toString();
    }
}
