package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.domain.Credential;
import java.util.Map;
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
}
