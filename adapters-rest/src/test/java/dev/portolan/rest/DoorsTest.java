package dev.portolan.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.rest.Call.Answer;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is open, to whom. */
class DoorsTest {

    private static final List<String> PAGES =
            List.of("/docs", "/docs/start.js", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css");

    @Test
    void descriptions_are_open_to_all() {
        try (TestServer server = new TestServer()) {
            for (String path : List.of("/openapi.yml", "/openapi/portolan.yml", "/openapi/zensearch.yml")) {
                Answer yaml = server.anonymous("GET", path)
                        .with("X-Forwarded-For", "203.0.113.9")
                        .send();
                assertEquals(200, yaml.status(), path);
                assertEquals("application/yaml", yaml.header("content-type"));
                assertTrue(yaml.text().startsWith("openapi: 3"));
            }
            assertEquals(404, server.get("/openapi/gopher.yml").send().status());
            assertEquals(404, server.get("/openapi/..%2Fportolan.yml").send().status());
        }
    }

    @Test
    void the_reference_is_open_to_this_machine_and_else_to_who_has_a_key() {
        try (TestServer server = new TestServer()) {
            for (String page : PAGES) {
                assertEquals(200, server.anonymous("GET", page).send().status(), page);
                assertEquals(401, passedOn(server.anonymous("GET", page)).status(), page);
                assertEquals(200, passedOn(server.get(page)).status(), page);
            }
            assertEquals(404, server.get("/docs/else.js").send().status());
        }
    }

    @Test
    void the_operator_may_open_it() {
        try (TestServer server = new TestServer(Map.of("portolan.docs.open", true))) {
            assertEquals(200, passedOn(server.anonymous("GET", "/docs")).status());
        }
    }

    private static Answer passedOn(Call call) {
        return call.with("X-Forwarded-For", "203.0.113.9").send();
    }

    @Test
    void the_reference_asks_nothing_of_another_host() {
        try (TestServer server = new TestServer()) {
            Answer page = server.get("/docs").send();
            String policy = page.header("Content-Security-Policy");
            assertTrue(policy.startsWith("default-src 'none';"), policy);
            assertFalse(policy.contains("http"), policy);
            Matcher links = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page.text());
            int found = 0;
            while (links.find()) {
                found++;
                String link = links.group(1);
                assertTrue(link.equals("data:,") || server.get(link).send().status() == 200, link);
            }
            assertEquals(5, found);
            String start = server.get("/docs/start.js").send().text();
            assertFalse(start.contains("://"));
            assertTrue(start.contains("validatorUrl: null"), "else swagger-ui shows every visitor to its validator");
        }
    }

    @Test
    void browsers_of_other_origins_are_let_in_only_where_the_operator_names_them() {
        try (TestServer closed = new TestServer();
                TestServer open = new TestServer(
                        Map.of("portolan.cors.origins", "https://app.example.com,https://b.example.com"))) {
            assertEquals("", asked(closed, "https://app.example.com").header("Access-Control-Allow-Origin"));
            assertEquals(200, asked(closed, "https://app.example.com").status());
            assertEquals("", asked(open, "https://evil.example.com").header("Access-Control-Allow-Origin"));
            assertEquals(
                    "https://b.example.com",
                    asked(open, "https://b.example.com").header("Access-Control-Allow-Origin"));
            for (String path : List.of("/portolan/v1/connections", "/v1/connectors", "/api/libraries/default/_sync")) {
                Answer preflight = preflight(open, path, "https://b.example.com");
                assertEquals(200, preflight.status());
                assertEquals("https://b.example.com", preflight.header("Access-Control-Allow-Origin"));
                assertTrue(preflight.header("Access-Control-Allow-Methods").contains("POST"));
                Answer refused = preflight(open, path, "https://evil.example.com");
                assertTrue(refused.status() >= 400, refused.text());
                assertEquals("", refused.header("Access-Control-Allow-Origin"));
            }
        }
    }

    private static Answer preflight(TestServer server, String path, String origin) {
        return server.anonymous("OPTIONS", path)
                .with("Origin", origin)
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization,content-type,idempotency-key")
                .send();
    }

    private static Answer asked(TestServer server, String origin) {
        return server.get("/portolan/v1/connections").with("Origin", origin).send();
    }
}
