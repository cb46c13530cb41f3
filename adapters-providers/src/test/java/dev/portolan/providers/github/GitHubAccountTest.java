package dev.portolan.providers.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.server.Script;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GitHubAccountTest {

    private final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final Script api = new Script();

    @AfterEach
    void close() {
        api.close();
    }

    private ConnectorSession session() {
        return OAuthConnectors.open(GitHubConnector::new, "github", api.uri(), Map.of(), keys);
    }

    @Test
    void the_account_is_known_by_its_number() {
        api.on("GET /user", """
                {"login":"octocat","id":583231,"node_id":"MDQ6","name":"The Octocat","email":null,"type":"User"}""").on("GET /user/emails", """
                [{"email":"old@example.com","primary":false,"verified":true,"visibility":null},
                 {"email":"octo@example.com","primary":true,"verified":true,"visibility":"private"}]""");

        Account account = session().account();

        assertEquals("GITHUB|octo@example.com|583231", account.externalKey());
        assertEquals("The Octocat", account.displayName());
    }

    @Test
    void an_app_that_may_not_see_addresses_does_without() {
        api.on("GET /user", "{\"login\":\"octocat\",\"id\":583231,\"name\":null,\"email\":null}")
                .on("GET /user/emails", 403, Map.of(), "{\"message\":\"Resource not accessible by integration\"}");

        assertEquals("GITHUB||583231", session().account().externalKey());
        assertEquals("octocat", session().account().displayName());
    }

    @Test
    void a_quota_that_is_used_up_is_no_missing_right() {
        long reset = java.time.Instant.now().getEpochSecond() + 600;
        api.always(403, Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "" + reset), "{\"message\":\"m\"}");
        Duration wait = assertThrows(ProviderFailure.RateLimited.class, session()::account)
                .retryAfter();
        assertTrue(wait.toSeconds() > 590 && wait.toSeconds() <= 600);

        api.always(403, Map.of(), "{\"message\":\"You have exceeded a secondary rate limit.\"}");
        assertEquals(
                Duration.ofMinutes(1),
                assertThrows(ProviderFailure.RateLimited.class, session()::account)
                        .retryAfter());
    }

    @Test
    void single_sign_on_is_asked_for_in_words() {
        api.always(403, Map.of("X-GitHub-SSO", "required; url=https://github.com/orgs/o/sso?x"), "{}");

        assertTrue(assertThrows(ProviderFailure.Denied.class, session()::account)
                .message()
                .contains("single sign-on"));
    }
}
