package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.Authorizations.Options;
import dev.portolan.application.Callbacks.Arrival;
import dev.portolan.application.Callbacks.Onto;
import dev.portolan.application.Callbacks.Outcome;
import dev.portolan.application.Callbacks.Reply;
import dev.portolan.application.oauth.AuthorizationFailure;
import dev.portolan.application.oauth.Consents.Begun;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clients that take the code from the browser and send it in a call of their own. */
class CodesByCallTest {

    private static final Options CALL = Options.call("stack", "redirect_uri", Optional.empty());
    private static final Onto NEW = new Onto.Fresh(ConsentWorld.drive());

    private final ConsentWorld world = new ConsentWorld();

    private Begun begun() {
        return begun(world.admin);
    }

    private Begun begun(Principal who) {
        return world.core.authorizations().begin(who, world.drive.provider(), Optional.empty(), CALL);
    }

    private Outcome sent(Principal who, Optional<String> state, Reply reply, Onto onto) {
        return world.core.callbacks().complete(who, "stack", FakeDrive.ID, state, reply, onto);
    }

    private Outcome sent(Begun begun, Onto onto) {
        return sent(world.admin, Optional.of(begun.state()), world.consented("ada"), onto);
    }

    private int connections() {
        Connections.Search all =
                new Connections.Search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return world.core
                .connections()
                .list(world.admin, all, Page.Cursor.START, 100)
                .items()
                .size();
    }

    @Test
    void a_connection_is_made_when_its_code_arrives() {
        Outcome outcome = sent(begun(), NEW);

        Connection connection = world.now(outcome.connection().orElseThrow());
        assertEquals(Connection.Status.ACTIVE, connection.status());
        assertEquals("Mine", connection.name());
        assertEquals(1, connections());
    }

    @Test
    void the_browser_uses_nothing_up() {
        Begun begun = begun();

        assertEquals(
                new Arrival.ToBeSent("stack"), world.core.callbacks().returned(begun.state(), world.consented("ada")));

        assertEquals(Optional.empty(), sent(begun, NEW).failure());
    }

    @Test
    void a_code_that_fails_makes_no_connection() {
        Outcome outcome = sent(
                world.admin,
                Optional.of(begun().state()),
                new Reply(Optional.of("bad"), Optional.empty(), Optional.empty()),
                NEW);

        assertEquals(
                AuthorizationFailure.Kind.CODE_REFUSED,
                outcome.failure().orElseThrow().kind());
        assertEquals(0, connections());
    }

    @Test
    void only_who_began_may_send_the_code() {
        Begun begun = begun();
        Principal colleague = world.user("bob", Role.ADMIN);
        Principal stranger = world.elsewhere("elsewhere");

        for (Principal other : List.of(colleague, stranger)) {
            assertThrows(
                    Refusal.InvalidInput.class,
                    () -> sent(other, Optional.of(begun.state()), world.consented("ada"), NEW));
        }
        assertEquals(Optional.empty(), sent(begun, NEW).failure());
    }

    @Test
    void a_state_of_another_dialect_or_of_a_browser_is_not_taken_in_a_call() {
        Begun begun = begun();
        String browsers = world.started().begun().state();

        assertThrows(
                Refusal.InvalidInput.class,
                () -> world.core
                        .callbacks()
                        .complete(
                                world.admin,
                                "zen",
                                FakeDrive.ID,
                                Optional.of(begun.state()),
                                world.consented("ada"),
                                NEW));
        assertThrows(
                Refusal.InvalidInput.class,
                () -> sent(world.admin, Optional.of(browsers), world.consented("ada"), NEW));
    }

    @Test
    void without_a_state_the_callers_newest_open_start_counts() {
        begun();
        Begun newest = begun();
        begun(world.user("bob", Role.EDITOR));

        sent(world.admin, Optional.empty(), world.consented("ada"), NEW);

        assertThrows(Refusal.InvalidInput.class, () -> sent(newest, NEW));
        sent(world.admin, Optional.empty(), world.consented("ada"), NEW);
        assertThrows(
                Refusal.InvalidInput.class, () -> sent(world.admin, Optional.empty(), world.consented("ada"), NEW));
    }

    @Test
    void what_is_wrong_with_the_call_does_not_cost_the_code() {
        Begun begun = begun();
        Connections.New wrong =
                ConsentWorld.of("fake_safe", Map.of("key", "a-key-that-opens"), Optional.empty(), Optional.empty());

        assertThrows(Refusal.InvalidInput.class, () -> sent(begun, new Onto.Fresh(wrong)));

        assertEquals(Optional.empty(), sent(begun, NEW).failure());
    }

    @Test
    void a_code_may_be_for_a_connection_that_is_there() {
        Connection before = world.connected("ada");

        Outcome outcome = sent(begun(), new Onto.Existing(before.id()));

        assertEquals(before.id(), outcome.connection().orElseThrow().id());
        assertEquals(2, world.grant(before).version());
        assertEquals(1, connections());
    }

    @Test
    void a_consent_for_one_connection_is_not_taken_for_another() {
        Connection one = world.connected("ada");
        Connection two = world.connected("ada");
        Begun begun = world.core.authorizations().begin(world.admin, one.id(), CALL);

        assertThrows(Refusal.InvalidInput.class, () -> sent(begun, new Onto.Existing(two.id())));
        assertEquals(one.id(), sent(begun, NEW).connection().orElseThrow().id());
    }

    @Test
    void a_connection_of_others_is_not_to_be_had() {
        Connection foreign = world.connected("ada");
        Principal editor = world.user("bob", Role.EDITOR);
        Begun begun = begun(editor);

        assertThrows(
                Refusal.NotFound.class,
                () -> sent(
                        editor, Optional.of(begun.state()), world.consented("ada"), new Onto.Existing(foreign.id())));
    }
}
