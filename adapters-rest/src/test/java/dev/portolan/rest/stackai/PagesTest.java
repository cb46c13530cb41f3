package dev.portolan.rest.stackai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.FakeTree;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections page by page, by dynamic filters. */
class PagesTest {

    private static final String PAGES = "/api/v1/connections";
    private static TestServer server;
    private static String admin;
    private static String second;

    @BeforeAll
    static void start() {
        server = new TestServer(FakeTree.of("postgresql"), FakeTree.of("google_drive"));
        make("s3", "Archive", "{\"bucket\": \"b\", \"accessKeyId\": \"k\", \"secretAccessKey\": \"s\"}");
        second = make("postgres", "archive two", "{}").at("created_at");
        make("gdrive", "50% Ü", "{}");
        admin = make("postgres", "it's", "{}").at("created_by.id");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer make(String provider, String name, String data) {
        server.clock.advance(Duration.ofSeconds(1));
        Answer made = server.post("/connections", """
                        {"name": "%s", "provider_id": "%s", "connection_type_id": "%s_credentials",
                         "connection_provider_data": %s}
                        """.formatted(name, provider, provider, data))
                .send();
        made.json(201);
        return made;
    }

    private static List<String> names(String query) {
        Answer page = server.get(PAGES + "?" + query).send();
        return ((List<?>) Objects.requireNonNull(page.json(200).get("data")))
                .stream()
                        .map(card -> String.valueOf(((Map<?, ?>) card).get("name")))
                        .toList();
    }

    @Test
    void a_page_tells_what_it_is_of() {
        Answer page = server.get(PAGES).send();
        assertEquals(List.of("data", "total", "limit", "offset"), page.names());
        assertEquals("4", page.at("total"));
        assertEquals("10", page.at("limit"));
        assertEquals("0", page.at("offset"));
        assertEquals("it's", page.at("data.0.name"));
        Answer middle =
                server.get(PAGES + "?limit=2&offset=1&name__icontains=a").send();
        assertEquals("2", middle.at("total"));
        assertEquals("Archive", middle.at("data.0.name"));
        assertEquals(List.of(), names("offset=4"));
    }

    @Test
    void pages_are_sorted_as_asked() {
        assertEquals(List.of("it's", "50% Ü", "archive two", "Archive"), names(""));
        assertEquals(List.of("Archive", "archive two", "50% Ü", "it's"), names("sort_dir=asc"));
        assertEquals(List.of("50% Ü", "Archive", "archive two", "it's"), names("sort_by=name&sort_dir=asc"));
        // gdrive, postgres, postgres, s3: by their names here, and newest first where they are the same.
        assertEquals(List.of("Archive", "it's", "archive two", "50% Ü"), names("sort_by=provider_id&sort_dir=desc"));
        assertEquals(
                List.of("50% Ü", "archive two", "it's", "Archive"), names("sort_by=connection_type_id&sort_dir=asc"));
        assertEquals(List.of("it's", "50% Ü", "archive two", "Archive"), names("sort_by=updated_at"));
    }

    @Test
    void names_are_compared_by_every_operator() {
        assertEquals(List.of("Archive"), names("name=Archive"));
        assertEquals(List.of("Archive"), names("name__eq=Archive"));
        assertEquals(List.of("it's", "50% Ü", "archive two"), names("name__ne=Archive"));
        assertEquals(List.of("50% Ü"), names("name__lt=Archive"));
        assertEquals(List.of("50% Ü", "Archive"), names("name__lte=Archive"));
        assertEquals(List.of("it's"), names("name__gt=archive+two"));
        assertEquals(List.of("it's", "archive two"), names("name__gte=archive+two"));
        assertEquals(List.of("it's", "Archive"), names("name__in=Archive,it%27s,other"));
        assertEquals(List.of("50% Ü", "archive two"), names("name__not_in=Archive,it%27s,other"));
        assertEquals(List.of("archive two"), names("name__contains=arch"));
        assertEquals(List.of("archive two", "Archive"), names("name__icontains=ARCH"));
        assertEquals(List.of("50% Ü"), names("name__startswith=50%25"));
        assertEquals(List.of("it's"), names("name__endswith=%27s"));
        assertEquals(List.of(), names("name__isnull=true"));
        assertEquals(4, names("name__isnull=false").size());
    }

    @Test
    void providers_are_compared_by_their_names_here() {
        assertEquals(List.of("50% Ü"), names("provider_id=gdrive"));
        assertEquals(List.of("it's", "archive two", "Archive"), names("provider_id__gt=gdrive"));
        assertEquals(List.of("50% Ü", "Archive"), names("provider_id__in=gdrive,s3,google_drive"));
        assertEquals(List.of("it's", "archive two"), names("connection_type_id__startswith=postgres_"));
        assertEquals(List.of(), names("connection_type_id__contains=oauth2"));
    }

    @Test
    void makers_and_times_are_compared_and_all_filters_must_hold() {
        assertEquals(4, names("created_by=" + admin).size());
        assertEquals(4, names("created_by=user_" + admin.replace("-", "")).size());
        assertEquals(List.of(), names("created_by__ne=" + admin));
        assertEquals(List.of("archive two"), names("created_at=" + second));
        assertEquals(List.of("it's", "50% Ü"), names("created_at__gt=" + second));
        assertEquals(List.of("archive two", "Archive"), names("updated_at__lte=" + second));
        assertEquals(List.of("archive two"), names("created_at__lte=" + second + "&provider_id=postgres&name__gt=A"));
        assertEquals(List.of("archive two"), names("name__gt=A&name__gt=a&name__lt=b"));
    }

    @Test
    void what_looks_like_a_statement_is_a_text_like_any_other() {
        for (String text : List.of("' or '1'='1", "x'; delete from connection; --", "%", "_", "\\")) {
            String value = URLEncoder.encode(text, StandardCharsets.UTF_8);
            assertEquals(List.of(), names("name=" + value), text);
            assertEquals(List.of(), names("created_by__startswith=" + value), text);
        }
        assertEquals(List.of("50% Ü"), names("name__contains=%25"));
        assertEquals(4, names("").size());
    }

    @Test
    void every_filter_that_makes_no_sense_is_named() {
        Answer wrong = server.get(
                        PAGES
                                + "?colour=red&name__like=a&created_at__gt=soon&created_at__contains=2026&name__isnull=1&settings__eq=x")
                .send();
        assertEquals(422, wrong.status());
        List<?> detail = (List<?>) Objects.requireNonNull(wrong.json(422).get("detail"));
        assertEquals(6, detail.size(), wrong.text());
        assertTrue(wrong.text().contains("[\"query\",\"colour\"]"), wrong.text());
        assertTrue(wrong.text().contains("[\"query\",\"name__like\"]"), wrong.text());
    }

    @Test
    void parameters_out_of_range_are_named() {
        Map.of(
                        "limit=0", "limit",
                        "limit=1001", "limit",
                        "limit=ten", "limit",
                        "offset=-1", "offset",
                        "sort_by=colour", "sort_by",
                        "sort_dir=up", "sort_dir")
                .forEach((query, parameter) -> {
                    Answer wrong = server.get(PAGES + "?" + query).send();
                    assertEquals(422, wrong.status(), query);
                    assertEquals("query", wrong.at("detail.0.loc.0"));
                    assertEquals(parameter, wrong.at("detail.0.loc.1"));
                });
    }
}
