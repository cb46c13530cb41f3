package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.oauth.Callers;
import dev.portolan.domain.Revocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of revocations must do. */
public abstract class RevocationStoreContract {

    private static final Instant RETRY = World.NOON.plusSeconds(300);

    private static Revocation stored(Stores stores, World world) {
        Revocation revocation = new Consents(world).revocation();
        stores.revocations().add(revocation);
        return revocation;
    }

    @Test
    void they_are_listed_newest_first(Stores stores) {
        World world = World.create(stores, "acme");
        Revocation older = stored(stores, world);
        Revocation newer = stored(stores, world);

        assertEquals(List.of(newer, older), stores.revocations().list(world.organization.id(), 9));
        assertEquals(List.of(newer), stores.revocations().list(world.organization.id(), 1));
    }

    @Test
    void what_is_due_is_taken_by_one_and_comes_back_should_that_one_die(Stores stores) {
        World world = World.create(stores, "acme");
        Revocation revocation = stored(stores, world);
        assertEquals(Optional.empty(), stores.revocations().take(World.NOON.minusMillis(1), RETRY));

        assertEquals(Optional.of(revocation.taken(RETRY)), stores.revocations().take(World.NOON, RETRY));
        assertEquals(Optional.empty(), stores.revocations().take(World.NOON, RETRY));

        Revocation again =
                stores.revocations().take(RETRY, RETRY.plusSeconds(1)).orElseThrow();
        assertEquals(2, again.attempts());
    }

    @Test
    void of_many_who_take_at_once_each_gets_another(Stores stores) {
        World world = World.create(stores, "acme");
        for (int i = 0; i < 3; i++) {
            stored(stores, world);
        }

        List<Optional<Revocation>> taken =
                Callers.results(Callers.crowd(6, () -> stores.revocations().take(World.NOON, RETRY)));

        List<Revocation.Id> ids =
                taken.stream().flatMap(Optional::stream).map(Revocation::id).toList();
        assertEquals(ids.stream().distinct().count(), ids.size());
        assertEquals(3, ids.size() + left(stores));
    }

    private static int left(Stores stores) {
        int left = 0;
        while (stores.revocations().take(World.NOON, RETRY).isPresent()) {
            left++;
        }
        return left;
    }

    @Test
    void what_has_ended_is_not_taken_and_is_forgotten_when_it_is_old(Stores stores) {
        World world = World.create(stores, "acme");
        Revocation ended = stored(stores, world).ended(Revocation.State.NOT_OFFERED, "No way");
        stores.revocations().update(ended);
        Revocation waiting = stored(stores, world).again("Not yet", RETRY);
        stores.revocations().update(waiting);

        assertEquals(Optional.empty(), stores.revocations().take(World.NOON, RETRY));
        assertEquals(List.of(waiting, ended), stores.revocations().list(world.organization.id(), 9));
        assertEquals(0, stores.revocations().forget(World.NOON, 9));
        assertEquals(1, stores.revocations().forget(World.NOON.plusMillis(1), 9));
        assertEquals(List.of(waiting), stores.revocations().list(world.organization.id(), 9));
    }
}
