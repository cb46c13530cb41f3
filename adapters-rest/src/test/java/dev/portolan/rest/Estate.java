package dev.portolan.rest;

import dev.portolan.application.Access;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Progress;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.Call.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Things of one organization, made by its administrator when they are asked for: one of each kind, until all are left behind. */
final class Estate {

    private final TestServer server;
    private final String key;
    private final Optional<FakeWorker> worker;
    private final BiConsumer<Estate, String> onConnection;
    private final Map<String, String> things = new HashMap<>();
    private int names;

    /** @param onConnection what is done with each connection that is made */
    private Estate(
            TestServer server, String key, Optional<FakeWorker> worker, BiConsumer<Estate, String> onConnection) {
        this.server = server;
        this.key = key;
        this.worker = worker;
        this.onConnection = onConnection;
    }

    /** Of the organization {@code default}. */
    static Estate ofOurs(TestServer server, BiConsumer<Estate, String> onConnection) {
        return new Estate(server, TestServer.KEY, Optional.of(new FakeWorker(server)), onConnection);
    }

    /** Of an organization that is made for it. */
    static Estate ofAnother(TestServer server, String slug) {
        Access.NewOrganization made = server.core.access().createOrganization(server.admin(), slug, slug);
        return new Estate(server, made.adminKey(), Optional.empty(), (estate, connection) -> {});
    }

    Principal owner() {
        return server.core.access().authenticate(key);
    }

    String bearer() {
        return "Bearer " + key;
    }

    /** What is made from now on is new. */
    void leave() {
        things.clear();
    }

    String id(String kind) {
        String known = things.get(kind);
        if (known != null) {
            return known;
        }
        String made = make(kind);
        things.put(kind, made);
        return made;
    }

    List<String> ids(Operation operation) {
        return operation.kinds().stream().map(this::id).toList();
    }

    /** An id, or a name that is new each time. */
    String beside(String kind) {
        return kind.equals("new") ? name() : id(kind);
    }

    private String name() {
        names++;
        return "n" + names;
    }

    private String make(String kind) {
        return switch (kind) {
            case "provider" -> "s3";
            case "consenting" -> "fake_drive";
            case "progress" -> "a-name-of-somebody-elses";
            case "connections" -> connection("""
                    {"provider": "s3", "name": "Archive", "settings": {"bucket": "papers"},
                     "secrets": {"accessKeyId": "AKIA0123456789ABCDEF", "secretAccessKey": "good-secret-key-0123456789"}}""");
            case "consented" -> connection("{\"provider\": \"fake_drive\", \"name\": \"Mine\"}");
            case "syncs" -> sync();
            case "documents" ->
                worker.orElseThrow()
                        .index(id(things.containsKey("consented") ? "consented" : "connections"), name(), "text");
            case "hidden-connections" -> hidden();
            case "libraries" -> library();
            case "collections" -> made(kind, "{\"name\": \"N\", \"slug\": \"%s\"}".formatted(name()));
            case "apps" ->
                made(
                        kind,
                        "{\"provider\": \"fake_drive\", \"name\": \"A\", \"clientId\": \"%s\", \"clientSecret\": \"s\"}"
                                .formatted(name()));
            case "keys" -> made(kind, "{\"name\": \"k\", \"scopes\": [\"admin\"]}");
            case "users", "groups" -> made(kind, "{\"name\": \"%s\"}".formatted(name()));
            default -> throw new AssertionError("Say in Estate.make how one of " + kind + " is made");
        };
    }

    private String made(String kind, String json) {
        Answer made = post("/portolan/v1/" + kind, json);
        made.json(201);
        return made.at("id");
    }

    Call as(String method, String path) {
        return server.anonymous(method, path).with("Authorization", bearer());
    }

    private Answer post(String path, String json) {
        return as("POST", path).json(json).send();
    }

    private String connection(String json) {
        String made = made("connections", json);
        onConnection.accept(this, made);
        return made;
    }

    private String sync() {
        Answer started = post("/portolan/v1/connections/" + id("connections") + "/syncs", "{}");
        String run = started.at("id");
        worker.ifPresent(end -> {
            end.working(run, Progress.ZERO);
            end.ended(run, SyncRun.State.COMPLETED, Optional.empty());
        });
        return run;
    }

    private String hidden() {
        String connection = id("connections");
        as("POST", "/portolan/v1/connections/" + connection + "/hide").send();
        return connection;
    }

    /** A collection with an app of its own, and a connection that is authorized with it. */
    private String library() {
        String collection = id("collections");
        server.core.collectionApps().put(owner(), collection, "fake_drive", name(), Optional.of("secret"));
        String connection = connection(
                "{\"provider\": \"fake_drive\", \"name\": \"Mine\", \"collection\": \"%s\"}".formatted(collection));
        String url = post("/portolan/v1/connections/" + connection + "/authorize", "{}")
                .at("authorizationUrl");
        server.anonymous(
                        "GET",
                        "/oauth/callback?state=%s&code=%s"
                                .formatted(
                                        url.replaceAll(".*state=([^&]*).*", "$1"),
                                        URLEncoder.encode(server.oauth.consentOf(name()), StandardCharsets.UTF_8)))
                .send();
        return collection;
    }

    /** All that can be told of it, to see whether it stays as it is. */
    List<String> inventory() {
        List<String> all = new ArrayList<>();
        things.forEach((kind, id) -> {
            if (!List.of("provider", "consenting", "progress", "libraries", "consented", "keys")
                    .contains(kind)) {
                all.add(kind + " " + as("GET", path(kind, id)).send().text().replaceAll("req_[0-9a-f]+", ""));
            }
        });
        for (String list : List.of("connections", "collections", "users", "groups", "keys", "apps")) {
            all.add(as("GET", "/portolan/v1/" + list).send().text());
        }
        return all;
    }

    private static String path(String kind, String id) {
        return switch (kind) {
            case "connections" -> "/portolan/v1/connections/" + id + "/roles";
            case "groups" -> "/portolan/v1/groups/" + id + "/members";
            case "hidden-connections" -> "/portolan/v1/hidden-connections";
            default -> "/portolan/v1/" + kind + "/" + id;
        };
    }
}
