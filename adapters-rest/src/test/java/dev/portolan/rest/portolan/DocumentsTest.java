package dev.portolan.rest.portolan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portolan.domain.KeyScope;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.FakeWorker;
import dev.portolan.rest.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final String API = "/portolan/v1";
    private static final String CHANGES = API + "/collections/default/changes";

    private TestServer server;
    private FakeWorker worker;
    private String connection;

    @BeforeEach
    void start() {
        server = new TestServer();
        worker = new FakeWorker(server);
        connection = server.connection();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_document_is_told_with_what_is_unknown_as_null() {
        String id = worker.index(connection, "a/ocean.txt", "Blue.");
        String collection = server.get(API + "/collections/default").send().at("id");
        Map<String, Object> expected = server.json("""
                {"id": "%s", "collectionId": "%s", "connectionId": "%s", "provider": "s3", "externalId": "a/ocean.txt",
                 "scope": "prefix:a/", "name": "a/ocean.txt", "path": "a/ocean.txt", "mediaType": "text/plain",
                 "size": 5, "version": "v1", "url": null, "modifiedAt": null, "textLength": 5,
                 "indexedAt": "2026-05-01T12:00:00Z"}
                """.formatted(id, collection, connection));
        assertEquals(expected, server.get(API + "/documents/" + id).send().json(200));
        assertEquals(
                List.of(expected),
                server.get(API + "/collections/default/documents?q=OCEAN&connection=" + connection)
                        .send()
                        .json(200)
                        .get("data"));
        assertEquals(404, server.get(API + "/documents/none").send().status());
    }

    @Test
    void documents_are_narrowed_and_paged() {
        worker.index(connection, "a/one.txt", "1");
        worker.index(connection, "b/two.txt", "2");
        String list = API + "/collections/default/documents";
        Answer first = server.get(list + "?limit=1").send();
        Answer second = server.get(list + "?limit=1&after=" + first.at("next")).send();
        assertEquals(List.of("data"), second.names());
        assertEquals("b/two.txt", server.get(list + "?path=b").send().at("data.0.path"));
        assertEquals("{\"data\":[]}", server.get(list + "?q=three").send().text());
        assertEquals(404, server.get(list + "?connection=none").send().status());
        assertEquals(404, server.get(API + "/collections/none/documents").send().status());
    }

    @Test
    void a_text_is_plain_utf_8() {
        String id = worker.index(connection, "a/ocean.txt", "Océan, 海");
        Answer text = server.get(API + "/documents/" + id + "/text").send();
        assertEquals("text/plain; charset=utf-8", text.header("content-type"));
        assertEquals("Océan, 海", text.text());
    }

    @Test
    void a_document_without_text_is_there_but_its_text_is_not() {
        String id = worker.index(connection, "a/photo.jpg", "");
        Answer none = server.get(API + "/documents/" + id + "/text")
                .with("Accept", "text/plain")
                .send();
        assertEquals(404, none.status());
        assertEquals("There is no text of document '" + id + "'", none.at("detail"));
        assertEquals("null", server.get(API + "/documents/" + id).send().at("textLength"));
    }

    @Test
    void the_feed_tells_each_document_once_at_its_last_change_and_always_where_to_read_on() {
        String kept = worker.index(connection, "a/kept.txt", "Kept.");
        String gone = worker.index(connection, "a/gone.txt", "Gone.");
        worker.remove(gone);
        Answer all = server.get(CHANGES).send();
        assertEquals(server.json("""
                        {"changes": [
                           {"type": "upserted", "documentId": "%s", "at": "2026-05-01T12:00:00Z",
                            "document": {"id": "%s", "connectionId": "%s", "provider": "s3", "externalId": "a/kept.txt",
                              "scope": "prefix:a/", "name": "a/kept.txt", "path": "a/kept.txt", "mediaType": "text/plain",
                              "size": 5, "version": "v1", "url": null, "modifiedAt": null}},
                           {"type": "deleted", "documentId": "%s", "at": "2026-05-01T12:00:00Z"}],
                         "next": "%s", "hasMore": false}
                        """.formatted(kept, kept, connection, gone, all.at("next"))), all.json(200));

        Answer nothing = server.get(CHANGES + "?after=" + all.at("next")).send();
        assertEquals(
                server.json("{\"changes\": [], \"next\": \"%s\", \"hasMore\": false}".formatted(all.at("next"))),
                nothing.json(200));
        worker.index(connection, "a/new.txt", "New.");
        assertEquals(
                "a/new.txt",
                server.get(CHANGES + "?after=" + nothing.at("next")).send().at("changes.0.document.path"));
    }

    @Test
    void the_feed_is_paged_and_brings_texts_where_asked_to() {
        worker.index(connection, "a/one.txt", "One.");
        worker.index(connection, "a/two.jpg", "");
        Answer first = server.get(CHANGES + "?limit=1&text=true").send();
        assertEquals("true", first.at("hasMore"));
        assertEquals("One.", first.at("changes.0.document.text"));
        Answer second = server.get(CHANGES + "?limit=1&text=true&after=" + first.at("next"))
                .send();
        assertEquals("false", second.at("hasMore"));
        assertFalse(second.text().contains("\"text\""));
    }

    @Test
    void what_no_feed_can_be_asked_is_refused() {
        assertEquals("limit", server.get(CHANGES + "?limit=0").send().at("errors.0.field"));
        assertEquals("text", server.get(CHANGES + "?text=perhaps").send().at("errors.0.field"));
        assertEquals("after", server.get(CHANGES + "?after=1").send().at("errors.0.field"));
        server.post(API + "/collections", "{\"name\": \"Other\"}").send().json(201);
        String foreign = server.get(API + "/collections/other/changes").send().at("next");
        assertEquals("after", server.get(CHANGES + "?after=" + foreign).send().at("errors.0.field"));
    }

    @Test
    void documents_need_their_own_scope() {
        String key = "Bearer " + server.key(KeyScope.CONNECTIONS_READ);
        assertEquals(403, server.get(CHANGES).with("Authorization", key).send().status());
    }
}
