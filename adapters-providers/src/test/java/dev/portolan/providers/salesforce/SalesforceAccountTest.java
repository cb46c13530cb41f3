package dev.portolan.providers.salesforce;

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

final class SalesforceAccountTest {

    private static final String ID = "https://login.salesforce.com/id/00Dx0000000BV7zEAG/005x00000012Q9PAAU";

    private final OAuthConnectors.TestKeys keys =
            new OAuthConnectors.TestKeys(Map.of("id", ID, "instance_url", "https://acme.my.salesforce.com"));
    private final Script api = new Script();

    @AfterEach
    void close() {
        api.close();
    }

    private ConnectorSession session() {
        return OAuthConnectors.open(SalesforceConnector::new, "salesforce", api.uri(), Map.of(), keys);
    }

    private static final String IDENTITY = """
            {"id":"https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P","asserted_user":true,
             "user_id":"005x00000012Q9P","organization_id":"00Dx0000000BV7z","username":"mia@example.com.sales",
             "nick_name":"mia","display_name":"Mia Krystof","email":"mia@example.com","email_verified":true}""";

    @Test
    void the_account_is_known_by_organization_and_user_in_the_long_form() {
        api.on("GET /id/00Dx0000000BV7zEAG/005x00000012Q9PAAU", IDENTITY);

        Account account = session().account();

        assertEquals("SALESFORCE|mia@example.com|00Dx0000000BV7zEAG.005x00000012Q9PAAU", account.externalKey());
        assertEquals("Mia Krystof", account.displayName());
    }

    @Test
    void without_the_fields_of_the_token_response_nobody_knows_whose_it_is() {
        assertThrows(
                ProviderFailure.Unauthorized.class,
                OAuthConnectors.open(
                        SalesforceConnector::new,
                        "salesforce",
                        api.uri(),
                        Map.of(),
                        new OAuthConnectors.TestKeys(Map.of()))::account);
    }

    @Test
    void an_instance_that_the_tokens_name_must_be_public() {
        ConnectorSession session = new SalesforceConnector(
                        OAuthConnectors.endpoints(Map.of()), OAuthConnectors.wire(), OAuthConnectors.json())
                .open(OAuthConnectors.binding(
                        Map.of(),
                        new OAuthConnectors.TestKeys(Map.of(
                                "id",
                                ID,
                                "instance_url",
                                "https://127.0.0.1:" + api.uri().getPort()))));

        assertTrue(assertThrows(ProviderFailure.Invalid.class, session::account)
                .message()
                .contains("PORTOLAN_NETWORK_ALLOW"));
    }

    @Test
    void a_token_that_the_identity_service_refuses_is_renewed() {
        api.always(403, Map.of("Content-Type", "text/html"), "Bad_OAuth_Token");

        assertThrows(ProviderFailure.Unauthorized.class, session()::account);
        assertEquals(1, keys.renewals());
    }

    @Test
    void a_quota_that_is_used_up_is_no_missing_right() {
        api.always(403, Map.of(), """
                [{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]""");
        assertEquals(
                Duration.ofHours(1),
                assertThrows(ProviderFailure.RateLimited.class, session()::account)
                        .retryAfter());

        api.always(403, Map.of(), """
                [{"message":"ConcurrentRequests (Concurrent API Requests) Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]""");
        assertEquals(
                Duration.ofSeconds(30),
                assertThrows(ProviderFailure.RateLimited.class, session()::account)
                        .retryAfter());
    }
}
