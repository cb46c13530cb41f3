package dev.portolan.providers.notion;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Resource;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.Simulator;
import dev.portolan.providers.oauth.ConsentStyle;
import dev.portolan.providers.server.FaultyProxy;
import dev.portolan.providers.server.RawServer;
import dev.portolan.providers.wire.TestWire;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts are pages, whose lines are paragraphs; what is no text is a file in a page; folders are databases in databases, as wikis have them. */
public final class NotionFixture implements Simulator {

    final FakeNotion notion = new FakeNotion();
    final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final FaultyProxy proxy = new FaultyProxy(notion.uri());
    private final TestWire wire = new TestWire();
    private final Map<String, String> ids = new HashMap<>();

    @Override
    public Connector connector() {
        return new NotionConnector(
                OAuthConnectors.endpoints(
                        Map.of("portolan.providers.notion.api-url", proxy.uri().toString())),
                wire.wire(),
                OAuthConnectors.json());
    }

    @Override
    public Connector.Binding binding() {
        return OAuthConnectors.binding(Map.of(), keys);
    }

    @Override
    public void write(String name, byte[] content) {
        boolean isFile = name.endsWith(".bin");
        if (!ids.containsKey(name)) {
            int slash = name.lastIndexOf('/');
            String leaf = name.substring(slash + 1);
            String parent = folder(name.substring(0, Math.max(0, slash)));
            ids.put(
                    name,
                    isFile
                            ? notion.tree.file(notion.tree.page(parent, "Files"), "file", leaf, content)
                            : notion.tree.page(parent, leaf));
        }
        if (isFile) {
            notion.tree.replaceFile(ids.get(name), content);
        } else {
            notion.tree.write(ids.get(name), new String(content, StandardCharsets.UTF_8));
        }
    }

    private String folder(String path) {
        if (path.isEmpty()) {
            return "";
        }
        if (!ids.containsKey(path + "/")) {
            int slash = path.lastIndexOf('/');
            ids.put(
                    path + "/",
                    notion.tree.database(folder(path.substring(0, Math.max(0, slash))), path.substring(slash + 1)));
        }
        return ids.get(path + "/");
    }

    /** A text comes back in paragraphs below the title. */
    @Override
    public byte[] fetched(String name, byte[] written) {
        String title = name.substring(name.lastIndexOf('/') + 1);
        Stream<String> heading = title.isBlank() ? Stream.empty() : Stream.of("# " + title.replace('\n', ' '));
        Stream<String> paragraphs =
                new String(written, StandardCharsets.UTF_8).lines().filter(line -> !line.isEmpty());
        return name.endsWith(".bin")
                ? written
                : Stream.concat(heading, paragraphs)
                        .collect(Collectors.joining("\n\n"))
                        .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void remove(String name) {
        notion.tree.trash(ids.get(name), true);
    }

    @Override
    public void removeFolder(String name) {
        notion.tree.trash(ids.get(name + "/"), true);
        ids.keySet().removeIf(known -> known.startsWith(name + "/"));
    }

    @Override
    public void move(String from, String to) {
        String id = ids.remove(from);
        int slash = to.lastIndexOf('/');
        notion.tree.move(id, folder(to.substring(0, Math.max(0, slash))));
        notion.tree.rename(id, to.substring(slash + 1));
        ids.put(to, id);
    }

    @Override
    public Resource.Id id(String name) {
        return new Resource.Id((name.endsWith(".bin") ? Items.FILE : "") + ids.get(name));
    }

    /** Notion's search is not exhaustive: what is in a page is asked of each. */
    @Override
    public int callsToList() {
        return 2 * many();
    }

    /** Each is a page whose blocks are asked for. */
    @Override
    public int many() {
        return 120;
    }

    @Override
    public Set<String> secrets() {
        return Set.of("token-0");
    }

    @Override
    public Optional<FaultyProxy> proxy() {
        return Optional.of(proxy);
    }

    @Override
    public boolean allows(RawServer.Request request) {
        return request.method().equals("GET")
                || (request.method().equals("POST")
                        && (request.target().equals("/search")
                                || request.target().matches("/data_sources/[0-9a-f-]+/query")));
    }

    @Override
    public String provider() {
        return "notion";
    }

    @Override
    public ConsentStyle consent() {
        return ConsentStyle.NOTION;
    }

    @Override
    public Map<String, String> endpoints() {
        return Map.of("API_URL", notion.uri().toString());
    }

    @Override
    public void trust(Predicate<String> accessTokens) {
        notion.trust(accessTokens);
    }

    @Override
    public void forgetful() {
        notion.forgetful();
    }

    @Override
    public void close() {
        proxy.close();
        wire.close();
        notion.close();
    }
}
