package dev.portolan.providers.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.application.port.OAuthGateway.Returned;
import dev.portolan.domain.Credential;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.OAuthConnectors;
import dev.portolan.providers.box.BoxConnector;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gateway against a provider that rotates its tokens and goes wrong; and that this provider is as strict as it says. */
final class RotatingProviderTest {

    private static final String CALLBACK = "https://portolan.example.com/oauth/callback";

    private final RotatingProvider provider = new RotatingProvider();
    private final OAuthGateway gateway = Gateways.gateway();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void a_life_from_consent_to_revocation() {
        Credential.Tokens first = consented("ada");
        Credential.Tokens second = granted(gateway.renew(provider.client(), first));

        assertEquals(2, second.version());
        assertFalse(second.refreshToken().equals(first.refreshToken()));
        assertEquals("ada@example.com", session(second).account().email().orElseThrow());
        assertInstanceOf(Returned.Done.class, gateway.revoke(provider.client(), second));
        assertFalse(provider.lives("ada"));
        assertInstanceOf(Answer.Refused.class, gateway.renew(provider.client(), second));
    }

    @Test
    void a_code_is_good_for_one_exchange_at_one_place() {
        String code = provider.consent("ada", CALLBACK);

        assertInstanceOf(
                Answer.Refused.class, gateway.exchange(provider.client(), code, CALLBACK + "x", Optional.empty()));
        assertInstanceOf(Answer.Refused.class, gateway.exchange(provider.client(), code, CALLBACK, Optional.empty()));
    }

    @Test
    void a_refresh_token_that_comes_again_ends_the_grant() {
        Credential.Tokens first = consented("ada");
        granted(gateway.renew(provider.client(), first));

        assertInstanceOf(Answer.Refused.class, gateway.renew(provider.client(), first));
        assertEquals(1, provider.reuses());
        assertFalse(provider.lives("ada"));
    }

    @Test
    void an_access_token_of_before_a_renewal_is_refused() {
        Credential.Tokens first = consented("ada");
        granted(gateway.renew(provider.client(), first));

        assertThrows(ProviderFailure.Unauthorized.class, session(first)::account);
    }

    @Test
    void an_access_token_expires() {
        provider.accessTokensLive(Duration.ZERO);

        assertThrows(ProviderFailure.Unauthorized.class, session(consented("ada"))::account);
    }

    @ParameterizedTest
    @EnumSource(RotatingProvider.Fault.class)
    void every_fault_is_told_for_what_it_is(RotatingProvider.Fault fault) {
        Credential.Tokens tokens = consented("ada");
        provider.next(fault, 1);

        Answer answer = gateway.renew(provider.client(), tokens);

        Class<? extends Answer> told = switch (fault) {
            case INVALID_GRANT, ERROR_IN_SUCCESS -> Answer.Refused.class;
            case SERVER_ERROR, TOO_MANY_REQUESTS, DROPPED, DROPPED_AFTER_ROTATING, GARBAGE_AFTER_ROTATING ->
                Answer.Unavailable.class;
        };
        assertEquals(told, answer.getClass());
        boolean lost = provider.renewals() == 1;
        assertEquals(fault.name().endsWith("_AFTER_ROTATING"), lost);
        Class<? extends Answer> next = lost ? Answer.Refused.class : Answer.Granted.class;
        assertEquals(next, gateway.renew(provider.client(), tokens).getClass());
        for (String secret : provider.secrets()) {
            assertFalse(answer.toString().contains(secret), answer.toString());
        }
    }

    @Test
    void calls_wait_while_they_are_held() throws InterruptedException {
        Credential.Tokens tokens = consented("ada");
        provider.hold();
        CompletableFuture<Answer> renewal =
                CompletableFuture.supplyAsync(() -> gateway.renew(provider.client(), tokens));
        provider.awaitHeld(1);

        assertEquals(0, provider.renewals());
        provider.release();

        assertInstanceOf(Answer.Granted.class, renewal.join());
    }

    @Test
    void a_caller_who_is_interrupted_waits_no_longer_and_knows_nothing() throws Exception {
        Credential.Tokens tokens = consented("ada");
        provider.hold();
        CompletableFuture<Answer> said = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> said.complete(gateway.renew(provider.client(), tokens)));
        provider.awaitHeld(1);

        caller.interrupt();

        assertInstanceOf(Answer.Unavailable.class, said.join());
    }

    @Test
    void its_variables_point_box_at_it() {
        assertEquals(provider.tokenUrl().toString(), provider.variables().get("PORTOLAN_PROVIDERS_BOX_TOKEN_URL"));
        assertEquals(RotatingProvider.CLIENT_ID, provider.variables().get("PORTOLAN_PROVIDERS_BOX_CLIENT_ID"));
    }

    private Credential.Tokens consented(String account) {
        return granted(
                gateway.exchange(provider.client(), provider.consent(account, CALLBACK), CALLBACK, Optional.empty()));
    }

    private ConnectorSession session(Credential.Tokens tokens) {
        return OAuthConnectors.open(BoxConnector::new, "box", provider.api(), Map.of(), new OneToken(tokens));
    }

    private static Credential.Tokens granted(Answer answer) {
        return assertInstanceOf(Answer.Granted.class, answer).tokens();
    }

    /** Keys that are not renewed. */
    private record OneToken(Credential.Tokens tokens) implements dev.portolan.application.port.Connector.Keys {
        @Override
        public Optional<String> secret(String field) {
            return Optional.empty();
        }

        @Override
        public String accessToken() {
            return tokens.accessToken();
        }
    }
}
