package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTest {

    private final TestCore core = new TestCore();
    private final Access access = core.core().access();
    private final Principal admin = core.admin();

    private Access.NewKey key(Set<KeyScope> scopes, Optional<Instant> expiresAt) {
        return access.createKey(admin, "A key", scopes, expiresAt);
    }

    private List<ApiKey> keys(Principal caller) {
        return access.keys(caller, Page.Cursor.START, 9).items();
    }

    private List<Organization> organizations() {
        return access.organizations(admin, Page.Cursor.START, 9).items();
    }

    @Test
    void a_fresh_database_gets_an_organization_a_collection_and_a_key_that_is_told_once() {
        assertEquals(Role.ADMIN, admin.role());
        assertTrue(admin.operator());
        assertEquals(
                List.of("default"),
                core.core().collections().list(admin, Page.Cursor.START, 10).items().stream()
                        .map(collection -> collection.slug())
                        .toList());
        assertEquals(Optional.empty(), access.prepare(Optional.empty()));
    }

    @Test
    void the_operators_key_of_the_environment_is_the_administrators_and_may_change() {
        assertEquals(Optional.empty(), access.prepare(Optional.of("first-secret")));
        assertTrue(access.authenticate("first-secret").operator());
        access.prepare(Optional.of("first-secret"));

        access.prepare(Optional.of("second-secret"));

        assertTrue(access.authenticate("second-secret").operator());
        assertThrows(Refusal.InvalidCredentials.class, () -> access.authenticate("first-secret"));
        assertEquals(2, keys(admin).size());
    }

    @Test
    void a_key_that_the_operator_chose_is_not_told_again() {
        TestCore other = new TestCore();
        assertEquals(Optional.empty(), other.core().access().prepare(Optional.of("chosen")));
    }

    @Test
    void who_has_the_database_can_get_another_key() {
        assertTrue(access.authenticate(access.rescueKey()).operator());
    }

    @Test
    void a_key_acts_as_its_maker_narrowed_to_its_scopes() {
        Access.NewKey made = key(Set.of(KeyScope.DOCUMENTS_READ), Optional.empty());

        Principal caller = access.authenticate(made.text());

        assertEquals(admin.user(), caller.user());
        assertEquals(Set.of(KeyScope.DOCUMENTS_READ), caller.scopes());
        assertTrue(caller.allows(KeyScope.DOCUMENTS_READ));
        assertFalse(caller.allows(KeyScope.CONNECTIONS_READ));
        assertThrows(Refusal.Forbidden.class, () -> access.keys(caller, Page.Cursor.START, 9));
        assertThrows(
                Refusal.Forbidden.class,
                () -> access.createKey(caller, "More", Set.of(KeyScope.ADMIN), Optional.empty()));
        assertThrows(Refusal.Forbidden.class, () -> access.organizations(caller, Page.Cursor.START, 9));
    }

    @Test
    void only_a_keys_beginning_is_ever_shown_again() {
        Access.NewKey made = key(Set.of(KeyScope.ADMIN), Optional.empty());
        assertTrue(made.text().startsWith("ptl_"));
        assertTrue(made.text().startsWith(made.key().hint()));
        assertTrue(made.key().hint().length() <= 8);
        assertFalse(keys(admin).toString().contains(made.text()));
    }

    @Test
    void a_key_ends_when_it_said_it_would() {
        Instant end = core.clock.instant().plus(Duration.ofHours(1));
        String text = key(Set.of(KeyScope.ADMIN), Optional.of(end)).text();
        core.clock.advance(Duration.ofHours(1).minusSeconds(1));
        access.authenticate(text);

        core.clock.advance(Duration.ofSeconds(1));

        assertThrows(Refusal.InvalidCredentials.class, () -> access.authenticate(text));
        assertThrows(Refusal.InvalidInput.class, () -> key(Set.of(KeyScope.ADMIN), Optional.of(end)));
    }

    @Test
    void a_key_that_was_removed_opens_nothing() {
        Access.NewKey made = key(Set.of(KeyScope.ADMIN), Optional.empty());
        access.removeKey(admin, made.key().id());

        assertThrows(Refusal.InvalidCredentials.class, () -> access.authenticate(made.text()));
        assertThrows(
                Refusal.NotFound.class, () -> access.removeKey(admin, made.key().id()));
        assertThrows(Refusal.InvalidCredentials.class, () -> access.authenticate("anything"));
    }

    @Test
    void a_key_needs_a_name_and_a_scope() {
        assertThrows(Refusal.InvalidInput.class, () -> key(Set.of(), Optional.empty()));
        assertThrows(
                Refusal.InvalidInput.class,
                () -> access.createKey(admin, " ", Set.of(KeyScope.ADMIN), Optional.empty()));
        assertThrows(
                Refusal.InvalidInput.class,
                () -> access.createKey(admin, "x".repeat(256), Set.of(KeyScope.ADMIN), Optional.empty()));
    }

    @Test
    void another_organization_has_an_administrator_of_its_own_who_is_no_operator() {
        Access.NewOrganization made = access.createOrganization(admin, "Second", "second");

        Principal other = access.authenticate(made.adminKey());

        assertEquals(made.organization().id(), other.organization());
        assertFalse(other.operator());
        assertThrows(Refusal.Forbidden.class, () -> access.organizations(other, Page.Cursor.START, 9));
        assertEquals(1, keys(other).size());
        assertThrows(
                Refusal.NotFound.class,
                () -> access.removeKey(other, keys(admin).getFirst().id()));
        assertEquals(
                List.of("default", "second"),
                organizations().stream()
                        .map(organization -> organization.slug())
                        .toList());
        assertThrows(Refusal.Conflict.class, () -> access.createOrganization(admin, "Again", "second"));
        assertThrows(Refusal.InvalidInput.class, () -> access.createOrganization(admin, "Bad", "Not A Slug"));
        assertEquals(2, organizations().size(), "what was refused left nothing behind");
    }
}
