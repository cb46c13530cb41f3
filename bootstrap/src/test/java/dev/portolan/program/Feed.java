package dev.portolan.program;

import dev.portolan.program.Client.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A reader of a collection's change feed, who goes on where the last reading ended. */
final class Feed {

    /**
     * @param upserted path within the root and text, by the provider's id
     * @param documents our ids, by the provider's
     * @param deleted our ids
     */
    record News(Map<String, String> upserted, Map<String, String> documents, Set<String> deleted) {
        static final News NONE = new News(Map.of(), Map.of(), Set.of());
    }

    private final Client client;
    private final String collection;
    private final String root;
    private String after = "";

    /** @param root a folder that all of interest is in; what is above it is left out of paths */
    Feed(Client client, String collection, String root) {
        this.client = client;
        this.collection = collection;
        this.root = root;
    }

    News read() {
        Map<String, String> upserted = new TreeMap<>();
        Map<String, String> documents = new HashMap<>();
        Set<String> deleted = new HashSet<>();
        Answer page;
        do {
            page = client.get("collections/" + collection + "/changes?text=true&limit=1000" + after)
                    .ok();
            for (Map<String, Object> change : page.list("changes")) {
                String id = String.valueOf(change.get("documentId"));
                if (change.get("document") instanceof Map<?, ?> document) {
                    String theirs = String.valueOf(document.get("externalId"));
                    String path = String.valueOf(document.get("path"));
                    documents.put(theirs, id);
                    upserted.put(theirs, path.substring(Math.max(0, path.indexOf(root))) + "\n" + document.get("text"));
                } else {
                    deleted.add(id);
                }
            }
            after = "&after=" + page.string("next");
        } while (Boolean.TRUE.equals(page.body().get("hasMore")));
        return new News(upserted, documents, deleted);
    }
}
