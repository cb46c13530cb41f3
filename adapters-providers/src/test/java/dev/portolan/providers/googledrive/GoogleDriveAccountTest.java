package dev.portolan.providers.googledrive;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GoogleDriveAccountTest {

    private final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final Script api = new Script();

    @AfterEach
    void close() {
        api.close();
    }

    private ConnectorSession session() {
        return OAuthConnectors.open(GoogleDriveConnector::new, "google-drive", api.uri(), Map.of(), keys);
    }

    @Test
    void the_account_is_known_by_its_permission_id() {
        api.on("GET /about", """
                {"kind":"drive#about","user":{"kind":"drive#user","displayName":"Ada Example","me":true,
                 "permissionId":"0123456789","emailAddress":"ada@example.com","photoLink":"https://x"}}""");

        Account account = session().account();

        assertEquals("GOOGLE_DRIVE|ada@example.com|0123456789", account.externalKey());
        assertEquals("Ada Example", account.displayName());
        assertTrue(api.seen().getFirst().target().contains("fields=user("));
    }

    @Test
    void a_quota_that_is_used_up_is_no_missing_right() {
        api.always(403, Map.of(), error("userRateLimitExceeded"));
        ProviderFailure.RateLimited limited = assertThrows(ProviderFailure.RateLimited.class, session()::account);
        assertEquals(Duration.ofSeconds(30), limited.retryAfter());

        api.always(403, Map.of(), error("accessNotConfigured"));
        assertTrue(assertThrows(ProviderFailure.Denied.class, session()::account)
                .message()
                .contains("not enabled"));

        api.always(403, Map.of(), error("insufficientPermissions"));
        assertEquals(
                Optional.of("https://www.googleapis.com/auth/drive.readonly"),
                assertThrows(ProviderFailure.Denied.class, session()::account).missingPermission());
    }

    private static String error(String reason) {
        return "{\"error\":{\"errors\":[{\"domain\":\"d\",\"reason\":\"" + reason
                + "\",\"message\":\"m\"}],\"code\":403,\"message\":\"m\"}}";
    }
}
