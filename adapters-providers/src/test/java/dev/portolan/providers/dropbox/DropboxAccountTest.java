package dev.portolan.providers.dropbox;

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

final class DropboxAccountTest {

    private final OAuthConnectors.TestKeys keys = new OAuthConnectors.TestKeys(Map.of());
    private final Script api = new Script();

    @AfterEach
    void close() {
        api.close();
    }

    private ConnectorSession session() {
        return OAuthConnectors.open(DropboxConnector::new, "dropbox", api.uri(), Map.of(), keys);
    }

    @Test
    void the_account_is_the_current_one() {
        api.on("POST /users/get_current_account", """
                {"account_id":"dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc","name":{"given_name":"Ada","surname":"Ex",
                 "familiar_name":"Ada","display_name":"Ada Ex","abbreviated_name":"AE"},"email":"ada@example.com",
                 "email_verified":true,"disabled":false,"country":"US","locale":"en","is_paired":false,
                 "account_type":{".tag":"business"},"team":{"id":"dbtid:1","name":"Acme"},
                 "root_info":{".tag":"team","root_namespace_id":"7","home_namespace_id":"1","home_path":"/Ada Ex"}}""");

        Account account = session().account();

        assertEquals("DROPBOX|ada@example.com|dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc", account.externalKey());
        assertEquals("Ada Ex", account.displayName());
    }

    @Test
    void a_route_without_an_argument_gets_no_body() {
        api.always(500, Map.of(), "");
        assertThrows(ProviderFailure.Transient.class, session()::account);

        assertEquals("", api.seen().getFirst().body());
        assertEquals(null, api.seen().getFirst().headers().get("Content-Type"));
    }

    @Test
    void a_missing_scope_is_told_by_name_and_not_by_renewing() {
        api.always(401, Map.of(), """
                {"error_summary":"missing_scope/..","error":{".tag":"missing_scope","required_scope":"account_info.read"}}""");

        ProviderFailure.Denied denied = assertThrows(ProviderFailure.Denied.class, session()::account);

        assertEquals(Optional.of("account_info.read"), denied.missingPermission());
        assertEquals(0, keys.renewals());
    }
}
