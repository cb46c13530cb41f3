package dev.portolan.providers.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.server.Script;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BoxAccountTest {

    private final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final Script api = new Script();

    @AfterEach
    void close() {
        api.close();
    }

    private ConnectorSession session() {
        return OAuthConnectors.open(BoxConnector::new, "box", api.uri(), Map.of(), keys);
    }

    @Test
    void the_account_is_the_user() {
        api.on("GET /users/me", """
                {"type":"user","id":"33224412","name":"Ada","login":"ada@example.com"}""");

        Account account = session().account();

        assertEquals("BOX|ada@example.com|33224412", account.externalKey());
        assertEquals("Ada", account.displayName());
    }

    @Test
    void a_scope_that_the_app_lacks_is_denied() {
        api.always(403, Map.of(), """
                {"type":"error","status":403,"code":"insufficient_scope","message":"no","request_id":"r"}""");

        assertTrue(assertThrows(ProviderFailure.Denied.class, session()::account)
                .message()
                .contains("scopes"));
    }
}
