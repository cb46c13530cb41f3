package dev.portolan.application;

import static dev.portolan.application.oauth.AuthorizationFailure.Kind.ACCOUNT_REFUSED;
import static dev.portolan.application.oauth.AuthorizationFailure.Kind.APP_REFUSED;
import static dev.portolan.application.oauth.AuthorizationFailure.Kind.CODE_REFUSED;
import static dev.portolan.application.oauth.AuthorizationFailure.Kind.DENIED;
import static dev.portolan.application.oauth.AuthorizationFailure.Kind.EXPIRED;
import static dev.portolan.application.oauth.AuthorizationFailure.Kind.GONE;
import static dev.portolan.application.oauth.AuthorizationFailure.Kind.NOT_LASTING;
import static dev.portolan.application.oauth.AuthorizationFailure.Kind.OTHER_ACCOUNT;
import static dev.portolan.application.oauth.AuthorizationFailure.Kind.PROVIDER_DOWN;
import static dev.portolan.application.oauth.AuthorizationFailure.Kind.TOO_NARROW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Callbacks.Outcome;
import dev.portolan.application.Callbacks.Reply;
import dev.portolan.application.oauth.AuthorizationFailure;
import dev.portolan.application.oauth.AuthorizationFailure.Kind;
import dev.portolan.application.oauth.Callers;
import dev.portolan.application.port.OAuthGateway.Answer;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Browsers that come back from the provider. */
class CallbacksTest {

    private final ConsentWorld world = new ConsentWorld();
    private final Authorizations.Started started = world.started();
    private final String state = started.begun().state();

    private Outcome back(Reply reply) {
        return ConsentWorld.completed(world.core, state, reply);
    }

    /** The connection that was being authorized has failed, and the browser is told the same. */
    private String failed(Kind kind, Outcome outcome) {
        AuthorizationFailure failure = outcome.failure().orElseThrow();
        assertEquals(kind, failure.kind(), failure.reason());
        Connection connection = world.now(started.connection());
        assertEquals(Connection.Status.FAILED, connection.status());
        assertEquals(Optional.of(failure.reason()), connection.statusReason());
        assertEquals(Optional.of(connection), outcome.connection());
        return failure.reason();
    }

    @Test
    void consent_makes_the_connection_active_and_tells_whose_it_is() {
        Outcome outcome = back(world.consented("ada"));

        Connection connection = world.now(started.connection());
        assertEquals(Optional.of(connection), outcome.connection());
        assertEquals(Optional.empty(), outcome.failure());
        assertEquals(Connection.Status.ACTIVE, connection.status());
        assertEquals(
                "FAKE_DRIVE|ada@example.com|ada",
                connection.account().orElseThrow().externalKey());
        assertEquals(1, world.grant(connection).version());
    }

    @Test
    void it_may_come_back_to_another_server() {
        ConsentWorld.completed(world.other, state, world.consented("ada"));

        assertEquals(Connection.Status.ACTIVE, world.now(started.connection()).status());
    }

    @Test
    void a_state_that_nobody_made_is_refused_and_changes_nothing() {
        Refusal.InvalidInput refusal = assertThrows(
                Refusal.InvalidInput.class, () -> world.core.callbacks().returned("forged", world.consented("eve")));

        assertEquals("state", refusal.problems().getFirst().field());
        assertEquals(0, world.oauth.exchanges());
        assertEquals(Connection.Status.PENDING, world.now(started.connection()).status());
    }

    @Test
    void a_state_works_once_and_a_replay_changes_nothing() {
        back(world.consented("ada"));

        Refusal refusal = assertThrows(Refusal.InvalidInput.class, () -> back(world.consented("eve")));
        assertThrows(Refusal.InvalidInput.class, () -> back(ConsentWorld.error("access_denied", "no")));

        assertTrue(refusal.message().contains("used before"), refusal.message());
        assertEquals(1, world.oauth.exchanges());
        assertEquals(Connection.Status.ACTIVE, world.now(started.connection()).status());
    }

    @Test
    void of_many_who_bring_the_same_state_one_gets_through() {
        List<Callers.Call<Boolean>> crowd = Callers.crowd(20, () -> {
            try {
                return back(world.consented("ada")).failure().isEmpty();
            } catch (Refusal.InvalidInput used) {
                return false;
            }
        });

        assertEquals(
                1, Callers.results(crowd).stream().filter(through -> through).count());
        assertEquals(1, world.oauth.exchanges());
    }

    @Test
    void a_state_is_over_after_ten_minutes_and_that_is_said() {
        world.clock.advance(Duration.ofMinutes(10));

        String reason = failed(EXPIRED, back(world.consented("ada")));

        assertTrue(reason.contains("ten minutes"), reason);
        assertEquals(0, world.oauth.exchanges());
    }

    @Test
    void an_old_state_is_forgotten_with_its_verifier() {
        world.clock.advance(Duration.ofDays(2));
        world.core.oauth().consents().forget();

        assertThrows(Refusal.InvalidInput.class, () -> back(world.consented("ada")));
    }

    @Test
    void a_consent_that_was_denied_fails_the_connection_in_the_providers_words() {
        String reason = failed(DENIED, back(ConsentWorld.error("access_denied", "The user\nsaid no")));

        assertEquals("Consent was not given at Fake Drive (access_denied: The user said no)", reason);
        assertThrows(Refusal.InvalidInput.class, () -> back(world.consented("ada")));
    }

    @Test
    void a_provider_in_trouble_is_told_from_a_user_who_refuses() {
        failed(PROVIDER_DOWN, back(ConsentWorld.error("server_error", "try again")));
    }

    @Test
    void a_code_that_is_refused_fails_the_connection() {
        String reason =
                failed(CODE_REFUSED, back(new Reply(Optional.of("unknown"), Optional.empty(), Optional.empty())));

        assertTrue(reason.contains("invalid_grant"), reason);
    }

    @Test
    void an_app_that_is_refused_names_what_its_owner_has_to_look_at() {
        world.oauth.next(new Answer.AppRefused("invalid_client", "Bad secret"));

        String reason = failed(APP_REFUSED, back(world.consented("ada")));

        assertTrue(reason.contains("operator (invalid_client: Bad secret)"), reason);
        assertTrue(reason.contains("https://portolan.example/oauth/callback"), reason);
    }

    @Test
    void a_provider_that_does_not_answer_fails_the_connection_for_now() {
        world.oauth.next(new Answer.Unavailable("no answer within 30 s", Optional.empty()));

        String reason = failed(PROVIDER_DOWN, back(world.consented("ada")));

        assertTrue(reason.contains("later"), reason);
    }

    @Test
    void an_account_that_is_not_told_fails_the_connection_and_keeps_no_token() {
        world.drive.next(new ProviderFailure.Denied("The identity API is off"));

        String reason = failed(ACCOUNT_REFUSED, back(world.consented("ada")));

        assertTrue(reason.contains("The identity API is off"), reason);
        assertEquals(Optional.empty(), world.now(started.connection()).credential());
    }

    @Test
    void an_account_that_cannot_be_asked_just_now_is_a_provider_that_is_down() {
        world.drive.next(new ProviderFailure.Transient("502"));

        failed(PROVIDER_DOWN, back(world.consented("ada")));
    }

    @Test
    void a_consent_that_leaves_out_what_is_needed_names_it() {
        world.oauth.next(new Answer.Granted(tokens(Optional.of("refresh"), List.of("profile"))));

        String reason = failed(TOO_NARROW, back(world.consented("ada")));

        assertTrue(reason.contains("files.read") && !reason.contains("offline_access"), reason);
    }

    @Test
    void access_that_expires_and_cannot_be_renewed_is_not_taken() {
        Reply reply = world.consented("ada");
        Answer.Granted whole = granted(reply);
        world.oauth.next(new Answer.Granted(whole.tokens().withRefresh(Optional.empty(), Optional.empty())));

        failed(NOT_LASTING, back(reply));
    }

    private Answer.Granted granted(Reply reply) {
        return new Answer.Granted(new Credential.Tokens(
                reply.code().orElseThrow().substring("code-".length()),
                Optional.of("refresh"),
                Optional.of(world.clock.instant().plusSeconds(60)),
                Optional.empty(),
                List.of(),
                Map.of(),
                1));
    }

    private static Credential.Tokens tokens(Optional<String> refresh, List<String> scopes) {
        return new Credential.Tokens("access", refresh, Optional.empty(), Optional.empty(), scopes, Map.of(), 1);
    }

    @Test
    void a_refresh_token_that_is_told_only_once_is_kept_over_later_consents() {
        back(world.consented("ada"));
        Authorizations.Started again = world.started();
        Reply reply = world.consented("ada");
        world.oauth.next(new Answer.Granted(granted(reply).tokens().withRefresh(Optional.empty(), Optional.empty())));

        ConsentWorld.completed(world.core, again.begun().state(), reply);

        Connection connection = world.now(again.connection());
        assertEquals(Connection.Status.ACTIVE, connection.status());
        Credential.Tokens stored = (Credential.Tokens) world.vault.open(
                connection.organization(), connection.credential().orElseThrow());
        assertEquals(Optional.of("refresh-1"), stored.refreshToken());
        assertEquals(2, stored.version());
    }

    @Test
    void a_failed_attempt_leaves_what_works_alone() {
        back(world.consented("ada"));
        Connection before = world.now(started.connection());
        String again = world.core
                .authorizations()
                .begin(world.admin, before.id(), ConsentWorld.browser())
                .state();

        Outcome outcome = ConsentWorld.completed(world.core, again, ConsentWorld.error("access_denied", "no"));

        assertEquals(DENIED, outcome.failure().orElseThrow().kind());
        assertEquals(before, world.now(before));
    }

    @Test
    void another_account_is_not_taken_for_the_connections_own() {
        back(world.consented("ada"));
        Connection before = world.now(started.connection());
        String again = world.core
                .authorizations()
                .begin(world.admin, before.id(), ConsentWorld.browser())
                .state();

        Outcome outcome = ConsentWorld.completed(world.core, again, world.consented("bob"));

        AuthorizationFailure failure = outcome.failure().orElseThrow();
        assertEquals(OTHER_ACCOUNT, failure.kind());
        assertEquals(
                "The consent was given as bob@example.com, but the connection belongs to ada@example.com."
                        + " Sign in as that, or allow another account.",
                failure.reason());
        assertEquals(before, world.now(before));
    }

    @Test
    void another_account_is_taken_where_the_caller_allows_it_and_is_another_source() {
        back(world.consented("ada"));
        Connection before = world.now(started.connection());
        String again = world.core
                .authorizations()
                .begin(world.admin, before.id(), ConsentWorld.browser().allowingAccountChange(true))
                .state();

        ConsentWorld.completed(world.core, again, world.consented("bob"));

        Connection after = world.now(before);
        assertEquals("bob", after.account().orElseThrow().id());
        assertEquals(before.settingsVersion() + 1, after.settingsVersion());
        world.core.oauth().revocations().work();
        assertEquals(List.of("access-1"), world.oauth.revoked());
    }

    @Test
    void a_connection_that_went_in_the_meantime_is_not_made_again() {
        world.core.connections().delete(world.admin, started.connection().id());

        Outcome outcome = back(world.consented("ada"));

        assertEquals(GONE, outcome.failure().orElseThrow().kind());
        assertEquals(Optional.empty(), outcome.connection());
    }

    @Test
    void a_browser_without_a_code_may_come_again_with_one() {
        Reply empty = new Reply(Optional.empty(), Optional.empty(), Optional.empty());
        assertThrows(Refusal.InvalidInput.class, () -> back(empty));

        back(world.consented("ada"));

        assertEquals(Connection.Status.ACTIVE, world.now(started.connection()).status());
    }
}
