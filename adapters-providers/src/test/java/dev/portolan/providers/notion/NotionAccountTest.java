package dev.portolan.providers.notion;

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

final class NotionAccountTest {

    private final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final Script api = new Script();

    @AfterEach
    void close() {
        api.close();
    }

    private ConnectorSession session() {
        return OAuthConnectors.open(NotionConnector::new, "notion", api.uri(), Map.of(), keys);
    }

    @Test
    void the_account_is_the_bot_that_the_app_became_in_the_workspace() {
        api.on("GET /users/me", """
                {"object":"user","id":"6f0d7c1a-1111-4a2b-9c3d-0000000000b0","name":"Portolan","avatar_url":null,"type":"bot",
                 "bot":{"owner":{"type":"user","user":{"object":"user","id":"6f0d7c1a-1111-4a2b-9c3d-000000000001",
                 "name":"Ada Example","avatar_url":null,"type":"person","person":{"email":"ada@example.com"}}},
                 "workspace_id":"7a0d7c1a-2222-4a2b-9c3d-000000000001",
                 "workspace_limits":{"max_file_upload_size_in_bytes":5242880},"workspace_name":"Example Inc"}}""");

        Account account = session().account();

        assertEquals("NOTION|ada@example.com|6f0d7c1a-1111-4a2b-9c3d-0000000000b0", account.externalKey());
        assertEquals("Ada Example", account.displayName());
        assertEquals("2026-03-11", api.seen().getFirst().headers().get("Notion-Version"));
    }

    @Test
    void a_workspace_that_hides_its_users_still_has_an_account() {
        api.on("GET /users/me", """
                {"object":"user","id":"b0","name":"Portolan","type":"bot",
                 "bot":{"owner":{"type":"workspace","workspace":true},"workspace_name":"Example Inc"}}""");
        assertEquals("NOTION||b0", session().account().externalKey());
        assertEquals("Example Inc", session().account().displayName());

        api.on("GET /users/me", """
                {"object":"user","id":"b0","name":"Portolan","type":"bot","bot":{}}""");
        assertEquals("Portolan", session().account().displayName());
    }

    @Test
    void a_refusal_by_the_edge_before_notion_passes() {
        api.always(403, Map.of("cf-ray", "1"), "<html>blocked</html>");

        assertThrows(ProviderFailure.Transient.class, session()::account);
    }
}
