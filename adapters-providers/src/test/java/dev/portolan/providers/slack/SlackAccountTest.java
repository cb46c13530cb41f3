package dev.portolan.providers.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.server.Script;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SlackAccountTest {

    private final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final Script api = new Script();

    @AfterEach
    void close() {
        api.close();
    }

    private ConnectorSession session() {
        return OAuthConnectors.open(SlackConnector::new, "slack", api.uri(), Map.of(), keys);
    }

    private static final String IDENTITY = """
            {"ok":true,"url":"https://acme.slack.com/","team":"Acme","user":"grace","team_id":"T12345678",
             "user_id":"W12345678","is_enterprise_install":false}""";

    @Test
    void the_account_is_known_by_workspace_and_user() {
        api.on("GET /auth.test", IDENTITY).on("GET /users.info", """
                {"ok":true,"user":{"id":"W12345678","name":"grace","profile":{"email":"grace@example.com"}}}""");

        Account account = session().account();

        assertEquals("SLACK|grace@example.com|T12345678.W12345678", account.externalKey());
        assertEquals("grace", account.displayName());
        assertEquals("Bearer token-0", api.seen().getFirst().headers().get("Authorization"));
    }

    @Test
    void a_whole_organization_is_its_own_workspace() {
        api.on("GET /auth.test", """
                {"ok":true,"user":"grace","team_id":"T1","user_id":"W1","enterprise_id":"E1","is_enterprise_install":true}""")
                .on("GET /users.info", "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"users:read\"}");

        assertEquals("SLACK||E1.W1", session().account().externalKey());
    }

    @Test
    void slack_says_no_within_a_success() {
        said("token_expired");
        assertThrows(ProviderFailure.Unauthorized.class, session()::account);
        assertEquals(1, keys.renewals());

        said("missing_scope\",\"needed\":\"users:read");
        assertEquals(
                Optional.of("users:read"),
                assertThrows(ProviderFailure.Denied.class, session()::account).missingPermission());
        for (Map.Entry<String, Class<? extends ProviderFailure>> expected : Map.of(
                        "ratelimited", ProviderFailure.RateLimited.class,
                        "access_denied", ProviderFailure.Denied.class,
                        "user_not_found", ProviderFailure.Missing.class,
                        "internal_error", ProviderFailure.Transient.class,
                        "never_heard_of", ProviderFailure.Invalid.class)
                .entrySet()) {
            said(expected.getKey());
            assertThrows(expected.getValue(), session()::account, expected.getKey());
        }
    }

    private void said(String error) {
        api.always(200, Map.of(), "{\"ok\":false,\"error\":\"" + error + "\"}");
    }
}
