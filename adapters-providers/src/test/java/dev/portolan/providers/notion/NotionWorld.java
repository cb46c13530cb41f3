package dev.portolan.providers.notion;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Content;
import dev.portolan.domain.Page;
import dev.portolan.domain.Resource;
import dev.portolan.providers.Mirror;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.wire.AddressGuard;
import dev.portolan.providers.wire.Pauses;
import dev.portolan.providers.wire.Transport;
import dev.portolan.providers.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;

/** A workspace, a connector to it and what the core would keep: what tests of Notion begin with. */
abstract class NotionWorld {

    static final Duration A_DAY = Duration.ofDays(1);

    final NotionFixture fixture = new NotionFixture();
    final FakeNotion notion = fixture.notion;
    final NotionTree tree = notion.tree;
    final Mirror mirror = new Mirror();

    @AfterEach
    void close() {
        fixture.close();
    }

    ConnectorSession session() {
        return session(Map.of());
    }

    ConnectorSession session(Map<String, Object> settings) {
        return fixture.connector().open(OAuthConnectors.binding(settings, fixture.keys));
    }

    ConnectorSession at(Instant now) {
        Pauses none = new Pauses(Duration.ofMillis(1), asked -> Duration.ofMillis(1));
        return new NotionConnector(
                        OAuthConnectors.endpoints(Map.of(
                                "portolan.providers.notion.api-url",
                                notion.uri().toString())),
                        new Wire(new Transport(new AddressGuard(List.of())), () -> now, none),
                        OAuthConnectors.json())
                .open(fixture.binding());
    }

    Set<String> documents() {
        Set<String> documents = new TreeSet<>();
        mirror.resources.values().stream()
                .filter(resource -> !resource.isFolder())
                .forEach(resource -> documents.add(resource.id().value()));
        return documents;
    }

    String parent(String id) {
        return mirror.resources.get(id).parent().orElseThrow().value();
    }

    List<Resource> children(Resource.Id parent) {
        return session().children(parent, Page.Cursor.START, 100).items();
    }

    static List<String> ids(List<Resource> resources) {
        return resources.stream().map(resource -> resource.id().value()).toList();
    }

    byte[] read(Resource file) throws IOException {
        try (Content content = session().fetch(file)) {
            return assertInstanceOf(Content.Stream.class, content).bytes().readAllBytes();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
