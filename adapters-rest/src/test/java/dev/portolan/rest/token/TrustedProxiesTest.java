package dev.portolan.rest.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Logins;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** To which address attempts to log in are put down. */
class TrustedProxiesTest {

    private static final int DENIED = 400;
    private static final int TOO_MANY = 429;
    private static final String GUESSER = "203.0.113.9";

    private static TestServer behind(String proxies) {
        return new TestServer(Map.of("portolan.trusted.proxies", proxies));
    }

    /** No more attempts are allowed from there. */
    private static void exhaust(TestServer server, String address) {
        Logins logins = server.context().getBean(Logins.class);
        for (int attempt = 0; attempt <= 100; attempt++) {
            logins.login("guesser", "guess", address);
        }
    }

    /** @param forwarded a header each */
    private static int attempt(TestServer server, String... forwarded) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.at("/token"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=password&username=somebody&password=wrong"));
        for (String value : forwarded) {
            request.header("X-Forwarded-For", value);
        }
        return server.http().send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void behind_a_trusted_proxy_it_is_the_address_that_the_proxy_saw() throws Exception {
        try (TestServer server = behind("127.0.0.0/8, ::1, 10.0.0.0/8")) {
            exhaust(server, GUESSER);
            exhaust(server, "2001:db8:0:0:0:0:0:9");
            assertEquals(TOO_MANY, attempt(server, GUESSER));
            assertEquals(TOO_MANY, attempt(server, GUESSER + ":4711"));
            assertEquals(TOO_MANY, attempt(server, "198.51.100.7, " + GUESSER), "what it claims itself is hearsay");
            assertEquals(TOO_MANY, attempt(server, "nonsense, " + GUESSER));
            assertEquals(TOO_MANY, attempt(server, "198.51.100.7", GUESSER));
            assertEquals(TOO_MANY, attempt(server, GUESSER + ", 10.1.2.3"), "through two of ours");
            assertEquals(TOO_MANY, attempt(server, "2001:db8::9"));
            assertEquals(TOO_MANY, attempt(server, "[2001:db8::9]:443"));

            assertEquals(DENIED, attempt(server, "198.51.100.7"));
            assertEquals(DENIED, attempt(server, GUESSER + ", 198.51.100.7"), "nobody shuts another out");
        }
    }

    @Test
    void where_a_trusted_proxy_names_nobody_it_is_the_proxys_own() throws Exception {
        try (TestServer server = behind("127.0.0.1")) {
            exhaust(server, "127.0.0.1");
            assertEquals(TOO_MANY, attempt(server));
            assertEquals(TOO_MANY, attempt(server, ""));
            assertEquals(TOO_MANY, attempt(server, "198.51.100.7, unknown"));
            assertEquals(DENIED, attempt(server, "198.51.100.7"));
        }
    }

    @Test
    void what_anybody_else_says_is_not_looked_at() throws Exception {
        for (String proxies : List.of("", "10.0.0.0/8")) {
            try (TestServer server = behind(proxies)) {
                exhaust(server, "127.0.0.1");
                exhaust(server, GUESSER);
                assertEquals(TOO_MANY, attempt(server, "198.51.100.7"));
                assertEquals(TOO_MANY, attempt(server, "198.51.100.7, 10.1.2.3"));
            }
        }
    }

    @Test
    void what_is_no_address_stops_the_start() {
        for (String wrong : List.of("proxy.example.com", "10.0.0.0/33", "10.0.0.0/8 127.0.0.1")) {
            Refusal refused = assertThrows(Refusal.InvalidInput.class, () -> new TrustedProxies(List.of("::1", wrong)));
            assertTrue(refused.message().startsWith("PORTOLAN_TRUSTED_PROXIES must be"), refused.message());
            assertTrue(refused.message().contains("'" + wrong + "'"), refused.message());
        }
    }
}
