package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.oauth.Callers;
import dev.portolan.application.port.AskedStore.Asked;
import dev.portolan.application.port.IdSource;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of requests that are carried out once must do. */
public abstract class AskedStoreContract {

    private static final IdSource IDS = new SequentialIds();

    static Asked asked(Organization.Id organization, String sender, String key) {
        return new Asked(new Credential.Id(IDS.next()), organization, sender, key, "fingerprint", false, World.NOON);
    }

    @Test
    void the_first_of_a_key_is_noted_and_others_are_told_of_it(Stores stores) {
        Organization.Id own = World.create(stores, "acme").organization.id();
        Asked first = asked(own, "ada", "k");
        assertEquals(Optional.empty(), stores.asked().note(first));
        assertEquals(Optional.of(first), stores.asked().note(asked(own, "ada", "k")));
        assertEquals(Optional.empty(), stores.asked().note(asked(own, "bob", "k")));
        assertEquals(Optional.empty(), stores.asked().note(asked(own, "ada", "l")));
        assertEquals(
                Optional.empty(),
                stores.asked()
                        .note(asked(World.create(stores, "other").organization.id(), "ada", "k")));
    }

    @Test
    void an_answer_and_a_removal_are_told_apart_from_what_is_not_there(Stores stores) {
        Organization.Id own = World.create(stores, "acme").organization.id();
        Asked asked = asked(own, "ada", "k");
        assertFalse(stores.asked().answered(own, asked.id()));
        stores.asked().note(asked);
        assertTrue(stores.asked().answered(own, asked.id()));
        assertEquals(Optional.of(asked.withAnswer()), stores.asked().note(asked(own, "ada", "k")));
        assertTrue(stores.asked().remove(own, asked.id()));
        assertFalse(stores.asked().remove(own, asked.id()));
        assertEquals(Optional.empty(), stores.asked().note(asked(own, "ada", "k")));
    }

    @Test
    void of_many_at_once_one_is_noted(Stores stores) {
        Organization.Id own = World.create(stores, "acme").organization.id();
        List<Boolean> noted = Callers.results(Callers.crowd(
                6, () -> stores.asked().note(asked(own, "ada", "k")).isEmpty()));
        assertEquals(1, noted.stream().filter(it -> it).count());
    }

    @Test
    void old_ones_are_found_oldest_first(Stores stores) {
        Organization.Id own = World.create(stores, "acme").organization.id();
        Asked asked = asked(own, "ada", "k");
        Asked older = new Asked(
                new Credential.Id(IDS.next()), own, "ada", "o", "fingerprint", false, World.NOON.minusSeconds(9));
        stores.asked().note(asked);
        stores.asked().note(older);
        assertEquals(List.of(older), stores.asked().before(World.NOON, 99));
        assertEquals(List.of(older, asked), stores.asked().before(World.NOON.plusSeconds(1), 99));
        assertEquals(List.of(older), stores.asked().before(World.NOON.plusSeconds(1), 1));
    }
}
