package dev.portolan.providers.dropbox;

import dev.portolan.providers.OAuthConnectors;
import io.micronaut.json.tree.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a call says; what its route does not know is refused, as Dropbox does. */
record Arguments(JsonNode json) {

    static Arguments of(String text) {
        return new Arguments(OAuthConnectors.json()
                .tree(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() ->
                        new DropboxListings.Refused(FakeDropbox.Answer.text(400, "could not decode input as JSON"))));
    }

    void onlyKnows(String... names) {
        Set<String> unknown = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : json.entries()) {
            unknown.add(entry.getKey());
        }
        unknown.removeAll(Set.of(names));
        if (!unknown.isEmpty()) {
            throw new DropboxListings.Refused(FakeDropbox.Answer.text(
                    400, "request body: unknown field '" + unknown.iterator().next() + "'"));
        }
    }

    String text(String name) {
        JsonNode value = json.get(name);
        return value == null ? "" : value.coerceStringValue();
    }

    boolean flag(String name) {
        JsonNode value = json.get(name);
        return value != null && value.getBooleanValue();
    }

    int number(String name, int otherwise) {
        JsonNode value = json.get(name);
        return value == null ? otherwise : value.getIntValue();
    }

    Arguments object(String name) {
        JsonNode value = json.get(name);
        return value == null ? of("{}") : new Arguments(value);
    }
}
