package dev.portolan.providers.confluence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.server.Script;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConfluenceAccountTest {

    private final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final Script api = new Script();

    @AfterEach
    void close() {
        api.close();
    }

    private ConnectorSession session() {
        return OAuthConnectors.open(ConfluenceConnector::new, "confluence", api.uri(), Map.of(), keys);
    }

    private static final String ME = """
            {"account_type":"atlassian","account_id":"5b10ac8d82e05b22cc7d4ef5","email":"mia@example.com",
             "name":"Mia Krystof","picture":"https://x/y","account_status":"active"}""";

    private static final String SITES = """
            [{"id":"c-beta","name":"beta","url":"https://beta.atlassian.net","scopes":["read:page:confluence"]},
             {"id":"c-jira","name":"aaa","url":"https://aaa.atlassian.net","scopes":["read:jira-work"]},
             {"id":"c-acme","name":"acme","url":"https://acme.atlassian.net","scopes":["read:page:confluence"]}]""";

    @Test
    void the_account_is_known_by_its_id_and_the_site_s() {
        api.on("GET /me", ME).on("GET /oauth/token/accessible-resources", SITES);

        Account account = session().account();

        assertEquals("CONFLUENCE|mia@example.com|5b10ac8d82e05b22cc7d4ef5@c-acme", account.externalKey());
        assertEquals("Mia Krystof", account.displayName());
    }

    @Test
    void the_settings_choose_among_the_sites_that_the_consent_covers() {
        api.on("GET /me", ME).on("GET /oauth/token/accessible-resources", SITES);

        assertEquals(
                "5b10ac8d82e05b22cc7d4ef5@c-beta",
                at("https://BETA.atlassian.net/wiki").account().id());
        ProviderFailure.Denied denied =
                assertThrows(ProviderFailure.Denied.class, at("https://other.atlassian.net")::account);
        assertEquals(
                "The consent does not cover https://other.atlassian.net but https://acme.atlassian.net, https://beta.atlassian.net",
                denied.message());
    }

    @Test
    void a_consent_without_a_site_is_denied() {
        api.on("GET /me", ME).on("GET /oauth/token/accessible-resources", "[]");

        assertThrows(ProviderFailure.Denied.class, session()::account);
    }

    @Test
    void a_token_of_too_few_scopes_is_not_renewed() {
        api.always(401, Map.of(), "{\"code\":401,\"message\":\"Unauthorized; scope does not match\"}");

        assertThrows(ProviderFailure.Denied.class, session()::account);
        assertEquals(0, keys.renewals());
    }

    private ConnectorSession at(String site) {
        return OAuthConnectors.open(
                ConfluenceConnector::new, "confluence", api.uri(), Map.of("instanceUrl", site), keys);
    }
}
