package dev.portolan.bootstrap.cli;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The demo's main job, done through the API as a user would do it: a collection, a connection, a sync, and what to try. */
public final class Tour {

    private static final String API = "/portolan/v1/";
    private static final String COLLECTION = "demo";
    private static final String CONNECTION = "Portolan's documentation";

    private final Api api;
    private final Follow follow;
    private final PrintStream out;

    public Tour(Api api, Follow follow, PrintStream out) {
        this.api = api;
        this.follow = follow;
        this.out = out;
    }

    /** @param again whether an earlier demo has left its data */
    public void take(URI server, String key, Path docs, boolean again) throws InterruptedException {
        Api.Answer made = api.tryPost(API + "collections", Map.of("name", "Demo", "slug", COLLECTION));
        if (!made.isConflict()) {
            Api.checked(made);
        }
        String connection = connection(docs);
        out.println(again ? "Looking for changes in " + docs : "Syncing " + docs);
        String run = api.post(API + "connections/" + connection + "/syncs", Map.of("mode", "catch_up"))
                .text("id");
        Api.Answer ended = follow.untilEnd(run);
        if (Sync.exitCode(ended) == 1) {
            throw new CliFailure("the first sync failed: " + Sync.reason(ended));
        }
        tell(server, key);
    }

    private String connection(Path docs) {
        List<Map<String, Object>> found = api.get(API + "connections?collection=" + COLLECTION + "&provider=folder")
                .list("data");
        return found.stream()
                .filter(one -> CONNECTION.equals(one.get("name")))
                .map(one -> String.valueOf(one.get("id")))
                .findFirst()
                .orElseGet(() -> api.post(
                                API + "connections",
                                Map.of(
                                        "provider",
                                        "folder",
                                        "name",
                                        CONNECTION,
                                        "collection",
                                        COLLECTION,
                                        "settings",
                                        Map.of("path", docs.toString())))
                        .text("id"));
    }

    private void tell(URI server, String key) {
        List<Map<String, Object>> documents = api.get(API + "collections/" + COLLECTION + "/documents?limit=1")
                .list("data");
        String first =
                documents.isEmpty() ? "ID" : String.valueOf(documents.getFirst().get("id"));
        String base = server + API;
        out.printf("""

                Base URL  %s
                API key   %s

                Three things to try in another terminal:

                  # the documents
                  curl -s -H 'Authorization: Bearer %s' '%scollections/%s/documents?limit=5'

                  # the text of one
                  curl -s -H 'Authorization: Bearer %s' '%sdocuments/%s/text'

                  # everything that changes, from the beginning; ask again with after=<next>
                  curl -s -H 'Authorization: Bearer %s' '%scollections/%s/changes?limit=5'

                Ctrl-C stops the server; ./portolan demo starts it again with the same data.
                """, server, key, key, base, COLLECTION, key, base, first, key, base, COLLECTION);
        out.flush();
    }
}
