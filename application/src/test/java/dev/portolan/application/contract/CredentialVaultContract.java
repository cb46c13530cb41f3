package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every vault must do. */
public abstract class CredentialVaultContract {

    private final Credential.Id id = new Credential.Id(new SequentialIds().next());
    private final Credential secrets = new Credential.Secrets(Map.of("password", "pä55 \"wörd\"", "user", "ada"));

    @Test
    void what_was_put_is_opened(Stores stores) {
        World world = World.create(stores, "acme");

        stores.vault().put(world.organization.id(), id, secrets);

        assertEquals(secrets, stores.vault().open(world.organization.id(), id));
    }

    @Test
    void putting_again_replaces(Stores stores) {
        World world = World.create(stores, "acme");
        stores.vault().put(world.organization.id(), id, secrets);
        stores.vault().put(world.organization.id(), id, Credential.Secrets.NONE);

        assertEquals(Credential.Secrets.NONE, stores.vault().open(world.organization.id(), id));
    }

    @Test
    void what_was_removed_does_not_open(Stores stores) {
        World world = World.create(stores, "acme");
        stores.vault().put(world.organization.id(), id, secrets);

        stores.vault().remove(world.organization.id(), id);

        assertThrows(IllegalStateException.class, () -> stores.vault().open(world.organization.id(), id));
    }

    @Test
    void several_are_opened_at_once_and_what_is_not_there_is_left_out(Stores stores) {
        World world = World.create(stores, "acme");
        Organization.Id own = world.organization.id();
        Credential.Id other = new Credential.Id(new UUID(7, 7));
        stores.vault().put(own, id, secrets);
        stores.vault().put(own, other, Credential.Secrets.NONE);

        assertEquals(
                Map.of(id, secrets, other, Credential.Secrets.NONE),
                stores.vault().openAll(own, List.of(id, other, new Credential.Id(new UUID(8, 8)))));
        assertEquals(Map.of(), stores.vault().openAll(own, List.of()));
    }

    @Test
    void putting_joins_the_transaction(Stores stores) {
        World world = World.create(stores, "acme");

        assertThrows(
                IllegalArgumentException.class,
                () -> stores.transactions().run(() -> {
                    stores.vault().put(world.organization.id(), id, secrets);
                    throw new IllegalArgumentException("expected");
                }));

        assertThrows(IllegalStateException.class, () -> stores.vault().open(world.organization.id(), id));
    }

    @Test
    void what_was_sealed_before_a_rotation_opens_and_is_sealed_anew_batch_by_batch(Stores stores) {
        World world = World.create(stores, "acme");
        CredentialVault vault = stores.vault();
        SequentialIds more = new SequentialIds();
        List<Credential.Id> all = IntStream.range(0, 5)
                .mapToObj(each -> new Credential.Id(more.next()))
                .toList();
        all.forEach(each -> vault.put(world.organization.id(), each, secrets));
        int before = vault.sealing().key();

        vault.rotate();

        assertEquals(before + 1, vault.sealing().key());
        assertEquals(5, vault.sealing().older());
        all.forEach(each -> assertEquals(secrets, vault.open(world.organization.id(), each)));

        assertTrue(vault.reseal(2));
        assertEquals(3, vault.sealing().older());
        assertFalse(vault.sealing().complete());

        vault.put(world.organization.id(), all.getFirst(), Credential.Secrets.NONE);
        int calls = 0;
        while (vault.reseal(2)) {
            assertTrue(++calls < 10, "it comes to an end");
        }

        assertEquals(0, vault.sealing().older());
        assertTrue(vault.sealing().complete());
        assertEquals(5, vault.sealing().sealed());
        assertEquals(Credential.Secrets.NONE, vault.open(world.organization.id(), all.getFirst()));
        assertEquals(secrets, vault.open(world.organization.id(), all.getLast()));
    }
}
