package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.domain.Organization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of organizations must do. */
public abstract class OrganizationStoreContract {

    private final SequentialIds ids = new SequentialIds();

    private Organization organization(String slug) {
        return new Organization(new Organization.Id(ids.next()), slug, "The " + slug, World.NOON);
    }

    @Test
    void what_was_added_is_found_by_id_and_slug(Stores stores) {
        Organization acme = organization("acme");

        assertTrue(stores.organizations().add(acme));

        assertEquals(Optional.of(acme), stores.organizations().find(acme.id()));
        assertEquals(Optional.of(acme), stores.organizations().bySlug("acme"));
        assertEquals(Optional.empty(), stores.organizations().bySlug("Acme"));
        assertEquals(Optional.empty(), stores.organizations().find(new Organization.Id(ids.next())));
    }

    @Test
    void a_slug_is_taken_once_and_trying_again_leaves_the_transaction_usable(Stores stores) {
        Organization acme = organization("acme");
        stores.organizations().add(acme);

        List<Organization> listed = stores.transactions().call(() -> {
            assertFalse(stores.organizations().add(organization("acme")));
            return stores.organizations().list("", 99);
        });

        assertEquals(List.of(acme), listed);
    }

    @Test
    void they_are_listed_by_slug_in_byte_order(Stores stores) {
        List.of("b", "a-b", "ab", "a1", "a")
                .forEach(slug -> stores.organizations().add(organization(slug)));

        assertEquals(
                List.of("a", "a-b", "a1", "ab", "b"),
                stores.organizations().list("", 99).stream()
                        .map(Organization::slug)
                        .toList());
    }
}
