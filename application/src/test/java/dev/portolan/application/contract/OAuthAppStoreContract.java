package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.OAuthApp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of OAuth apps must do. */
public abstract class OAuthAppStoreContract {

    @Test
    void what_was_added_is_found_and_listed_oldest_first(Stores stores) {
        World world = World.create(stores, "acme");
        Consents consents = new Consents(world);
        OAuthApp whole = consents.app();
        OAuthApp part = consents.app(
                Consents.appId(), new OAuthApp.Owner.OfCollection(world.organization.id(), world.collection.id()));
        stores.apps().add(whole);
        stores.apps().add(part);

        assertEquals(Optional.of(whole), stores.apps().find(world.organization.id(), whole.id()));
        assertEquals(List.of(whole, part), stores.apps().list(world.organization.id()));
    }

    @Test
    void a_change_is_kept_and_one_of_an_unknown_app_is_told(Stores stores) {
        World world = World.create(stores, "acme");
        OAuthApp app = new Consents(world).app();
        OAuthApp changed = app.changed("New", "other", List.of(), World.NOON.plusSeconds(1));
        assertFalse(stores.apps().update(changed));
        stores.apps().add(app);

        assertTrue(stores.apps().update(changed));
        assertEquals(Optional.of(changed), stores.apps().find(world.organization.id(), app.id()));
    }

    @Test
    void a_collection_chooses_one_app_and_may_choose_again(Stores stores) {
        World world = World.create(stores, "acme");
        OAuthApp.Id operators = Consents.appId();
        OAuthApp app = new Consents(world).app();
        stores.apps().add(app);

        stores.apps().choose(world.organization.id(), world.collection.id(), operators);
        stores.apps().choose(world.organization.id(), world.collection.id(), app.id());
        assertEquals(Optional.of(app.id()), stores.apps().chosen(world.organization.id(), world.collection.id()));

        stores.apps().unchoose(world.organization.id(), world.collection.id());
        assertEquals(Optional.empty(), stores.apps().chosen(world.organization.id(), world.collection.id()));
    }

    @Test
    void a_removed_app_is_chosen_no_more(Stores stores) {
        World world = World.create(stores, "acme");
        OAuthApp app = new Consents(world).app();
        stores.apps().add(app);
        stores.apps().choose(world.organization.id(), world.collection.id(), app.id());

        assertTrue(stores.apps().remove(world.organization.id(), app.id()));
        assertFalse(stores.apps().remove(world.organization.id(), app.id()));
        assertEquals(Optional.empty(), stores.apps().chosen(world.organization.id(), world.collection.id()));
        assertEquals(List.of(), stores.apps().list(world.organization.id()));
    }
}
