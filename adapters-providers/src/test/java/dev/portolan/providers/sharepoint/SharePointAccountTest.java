package dev.portolan.providers.sharepoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.server.Script;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SharePointAccountTest {

    private final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final Script api = new Script();

    @AfterEach
    void close() {
        api.close();
    }

    private ConnectorSession session() {
        return OAuthConnectors.open(SharePointConnector::new, "sharepoint", api.uri(), Map.of(), keys);
    }

    @Test
    void the_account_is_known_by_its_directory_and_id() {
        api.on("GET /me", """
                {"id":"87d349ed-44d7-43e1-9a83-5f2406dee5bd","displayName":"Ada Example","mail":"ada@contoso.com",
                 "userPrincipalName":"ada.example@contoso.com"}""").on("GET /organization", """
                {"value":[{"id":"84841066-274d-4ec0-a5c1-276be684bdd3"}]}""");

        Account account = session().account();

        assertEquals(
                "SHAREPOINT|ada@contoso.com|84841066-274d-4ec0-a5c1-276be684bdd3.87d349ed-44d7-43e1-9a83-5f2406dee5bd",
                account.externalKey());
        assertEquals("Ada Example", account.displayName());
    }
}
