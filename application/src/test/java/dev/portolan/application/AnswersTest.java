package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.Answers.Begun;
import dev.portolan.application.Answers.Ticket;
import dev.portolan.application.memory.InMemoryAskedStore;
import dev.portolan.application.memory.InMemoryVault;
import dev.portolan.application.memory.MemoryDatabase;
import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.memory.SettableClock;
import dev.portolan.application.oauth.Callers;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final Map<String, String> ANSWER = Map.of("status", "201", "body", "{}");

    private final SettableClock clock = new SettableClock();
    private final MemoryDatabase database = new MemoryDatabase();
    private final InMemoryAskedStore store = new InMemoryAskedStore(database);
    private final SequentialIds ids = new SequentialIds();
    private final Answers answers = replica();
    private final Organization.Id acme = organization("acme");
    private final Principal ada = caller(acme, 1, KeyScope.ADMIN);

    private Answers replica() {
        return new Answers(store, new InMemoryVault(database), database, clock, ids);
    }

    private Organization.Id organization(String slug) {
        Organization made = new Organization(new Organization.Id(ids.next()), slug, slug, Instant.EPOCH);
        new dev.portolan.application.memory.InMemoryOrganizationStore(database).add(made);
        return made.id();
    }

    private static Principal caller(Organization.Id organization, long user, KeyScope... scopes) {
        return new Principal(organization, new User.Id(new UUID(0, user)), Role.ADMIN, Set.of(scopes), false);
    }

    private Begun begin(Principal caller, String key, String request) {
        return answers.begin(caller, key, request.getBytes(StandardCharsets.UTF_8));
    }

    private Ticket ticket(String key, String request) {
        return assertInstanceOf(Begun.First.class, begin(ada, key, request)).ticket();
    }

    @Test
    void who_repeats_a_request_gets_its_answer_on_every_replica_and_after_a_restart() {
        answers.keep(ticket("k", "POST /a"), ANSWER);
        assertEquals(new Begun.Again(ANSWER), begin(ada, "k", "POST /a"));
        assertEquals(new Begun.Again(ANSWER), replica().begin(ada, "k", "POST /a".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void another_request_under_the_same_key_is_refused() {
        answers.keep(ticket("k", "POST /a"), ANSWER);
        Begun.InTheWay refused = assertInstanceOf(Begun.InTheWay.class, begin(ada, "k", "POST /b"));
        assertTrue(refused.reason().contains("another request"), refused.reason());
    }

    @Test
    void a_key_belongs_to_an_organization_a_user_and_what_they_may_do() {
        answers.keep(ticket("k", "POST /a"), ANSWER);
        for (Principal other : List.of(
                caller(organization("other"), 1, KeyScope.ADMIN),
                caller(acme, 2, KeyScope.ADMIN),
                caller(acme, 1, KeyScope.CONNECTIONS_WRITE))) {
            assertInstanceOf(Begun.First.class, begin(other, "k", "POST /a"));
        }
    }

    @Test
    void of_many_at_once_one_is_carried_out() {
        List<Boolean> first =
                Callers.results(Callers.crowd(8, () -> begin(ada, "k", "POST /a") instanceof Begun.First));
        assertEquals(1, first.stream().filter(it -> it).count());
    }

    @Test
    void what_was_refused_may_be_put_right_under_the_same_key() {
        answers.drop(ticket("k", "POST /a {"));
        ticket("k", "POST /a {}");
    }

    @Test
    void an_answer_is_kept_for_a_day() {
        answers.keep(ticket("k", "POST /a"), ANSWER);
        clock.advance(Duration.ofHours(23));
        answers.forget();
        assertEquals(new Begun.Again(ANSWER), begin(ada, "k", "POST /a"));
        clock.advance(Duration.ofHours(1));
        ticket("k", "POST /b");
        clock.advance(Duration.ofHours(25));
        answers.forget();
        assertEquals(List.of(), store.before(clock.instant(), 99));
    }

    @Test
    void what_died_with_its_process_may_be_repeated_after_a_while_and_its_late_answer_counts_for_nothing() {
        Ticket dead = ticket("k", "POST /a");
        assertInstanceOf(Begun.InTheWay.class, begin(ada, "k", "POST /a"));
        clock.advance(Duration.ofMinutes(5));
        Ticket again = ticket("k", "POST /a");
        answers.keep(dead, Map.of("status", "200"));
        answers.keep(again, ANSWER);
        assertEquals(new Begun.Again(ANSWER), begin(ada, "k", "POST /a"));
    }

    @Test
    void a_key_is_short_and_printable() {
        for (String wrong : List.of("", " ", "a b", "ä", "x".repeat(256))) {
            assertThrows(Refusal.InvalidInput.class, () -> begin(ada, wrong, "POST /a"), wrong);
        }
    }
}
