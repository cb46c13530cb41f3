package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.application.sync.FakeProvider;
import dev.portolan.application.sync.FakeProvider.Flavour;
import dev.portolan.application.sync.FakeSource;
import dev.portolan.application.sync.TestCore;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.AccessGrant.Subject;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Document;
import dev.portolan.domain.Group;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles on a connection: who may give them, and what they give. */
class SharingTest {

    private final TestCore core =
            new TestCore(new FakeProvider(Flavour.FEED, new FakeSource().write("a", "a1", "text")));
    private final Sharing sharing = core.core().sharing();
    private final Principal maker = user(1, Role.EDITOR);
    private final Principal other = user(2, Role.VIEWER);
    private final Connection.Id connection = core.core()
            .connections()
            .create(
                    maker,
                    new Connections.New(
                            "fake",
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            Map.of(),
                            Optional.empty(),
                            true,
                            Optional.empty(),
                            Connections.Words.OURS))
            .id();

    @BeforeEach
    void sync() {
        core.sync(connection);
    }

    private Principal user(int number, Role role) {
        User user = new User(
                new User.Id(new UUID(7, number)),
                core.admin().organization(),
                "user-" + number,
                Optional.empty(),
                role,
                core.clock.instant());
        core.ports().access().addUser(user);
        return new Principal(user.organization(), user.id(), role, Set.of(KeyScope.ADMIN), false);
    }

    private Group group(Principal... members) {
        Group group =
                new Group(new Group.Id(new UUID(8, 1)), core.admin().organization(), "readers", core.clock.instant());
        core.ports().groups().add(group);
        for (Principal member : members) {
            core.ports().groups().join(group.organization(), group.id(), member.user());
        }
        return group;
    }

    private static Subject of(Principal user) {
        return new AccessGrant.OfUser(user.user());
    }

    /** Whether the other sees the connection in every place where connections and documents show. */
    private boolean sees(Principal caller) {
        Core all = core.core();
        List<Document> documents = all.documents()
                .list(
                        caller,
                        "default",
                        new Documents.Search(Optional.empty(), Optional.empty(), Optional.empty()),
                        Page.Cursor.START,
                        9)
                .items();
        Connections.Search every =
                new Connections.Search(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        List<Integer> counts = List.of(
                documents.size(),
                all.connections()
                        .list(caller, every, Page.Cursor.START, 9)
                        .items()
                        .size());
        int heard = all.documents()
                .changes(caller, "default", Page.Cursor.START, 9, false)
                .entries()
                .size();
        assertEquals(List.of(heard, heard), counts);
        return heard == 1;
    }

    @Test
    void a_connection_is_private_to_who_made_it() {
        assertEquals(
                new Sharing.Roles(Optional.empty(), map(maker, Role.ADMIN), map()), sharing.roles(maker, connection));
        assertEquals(true, sees(maker));
        assertEquals(true, sees(core.admin()));
        assertEquals(false, sees(other));
    }

    private static <K> java.util.SequencedMap<K, Role> map() {
        return new java.util.LinkedHashMap<>();
    }

    private static java.util.SequencedMap<User.Id, Role> map(Principal user, Role role) {
        return new java.util.LinkedHashMap<>(Map.of(user.user(), role));
    }

    @Test
    void a_viewer_reads_an_editor_also_syncs_an_admin_also_shares() {
        sharing.put(maker, connection, of(other), Role.VIEWER);
        assertEquals(true, sees(other));
        assertEquals(Role.VIEWER, sharing.roles(other, connection).users().get(other.user()));
        assertThrows(
                Refusal.Forbidden.class, () -> core.core().syncs().start(other, connection, SyncRun.Mode.CATCH_UP));
        assertThrows(Refusal.Forbidden.class, () -> sharing.put(other, connection, of(other), Role.ADMIN));

        sharing.put(maker, connection, of(other), Role.EDITOR);
        core.core().syncs().start(other, connection, SyncRun.Mode.CATCH_UP);
        core.idle();
        assertThrows(Refusal.Forbidden.class, () -> core.core().connections().delete(other, connection));
        assertThrows(Refusal.Forbidden.class, () -> sharing.remove(other, connection, of(maker)));

        sharing.put(maker, connection, of(other), Role.ADMIN);
        sharing.remove(other, connection, of(maker));
        assertEquals(false, sees(maker));
        assertThrows(Refusal.NotFound.class, () -> sharing.roles(maker, connection));
    }

    @Test
    void a_group_shares_its_role_with_whoever_is_in_it_now() {
        Group group = group(other);
        Subject readers = new AccessGrant.OfGroup(group.id());
        sharing.put(maker, connection, readers, Role.VIEWER);
        assertEquals(true, sees(other));
        assertEquals(
                Map.of(group.id(), Role.VIEWER),
                sharing.roles(maker, connection).groups());

        core.ports().groups().leave(group.organization(), group.id(), other.user());

        assertEquals(false, sees(other));
    }

    @Test
    void everybody_of_the_organization_may_have_a_role() {
        sharing.organizationRole(maker, connection, Optional.of(Role.VIEWER));
        assertEquals(true, sees(other));
        assertEquals(Optional.of(Role.VIEWER), sharing.roles(other, connection).organization());

        sharing.organizationRole(maker, connection, Optional.empty());

        assertEquals(false, sees(other));
        assertEquals(Optional.empty(), sharing.roles(maker, connection).organization());
    }

    @Test
    void the_last_admin_can_be_neither_removed_nor_demoted() {
        assertThrows(Refusal.Conflict.class, () -> sharing.remove(maker, connection, of(maker)));
        assertThrows(Refusal.Conflict.class, () -> sharing.put(maker, connection, of(maker), Role.EDITOR));
        assertThrows(Refusal.Conflict.class, () -> sharing.remove(core.admin(), connection, of(maker)));
        assertEquals(map(maker, Role.ADMIN), sharing.roles(maker, connection).users(), "what was refused is undone");
    }

    @Test
    void an_empty_group_is_no_admin_and_one_with_members_is() {
        Group group = group();
        sharing.put(maker, connection, new AccessGrant.OfGroup(group.id()), Role.ADMIN);
        assertThrows(Refusal.Conflict.class, () -> sharing.remove(maker, connection, of(maker)));

        core.ports().groups().join(group.organization(), group.id(), other.user());
        sharing.remove(maker, connection, of(maker));

        assertThrows(Refusal.NotFound.class, () -> sharing.roles(maker, connection));
        assertEquals(true, sees(other));
    }

    @Test
    void taking_a_role_from_who_has_none_changes_nothing() {
        sharing.remove(maker, connection, of(other));
        sharing.remove(maker, connection, Sharing.user(UUID.randomUUID().toString()));
        sharing.organizationRole(maker, connection, Optional.empty());

        assertEquals(map(maker, Role.ADMIN), sharing.roles(maker, connection).users());
    }

    @Test
    void who_is_unknown_or_of_another_organization_gets_no_role() {
        Principal stranger = core.core()
                .access()
                .authenticate(core.core()
                        .access()
                        .createOrganization(core.admin(), "Second", "second")
                        .adminKey());
        assertThrows(Refusal.NotFound.class, () -> sharing.put(maker, connection, of(stranger), Role.VIEWER));
        assertThrows(
                Refusal.NotFound.class,
                () -> sharing.put(
                        maker, connection, Sharing.group(UUID.randomUUID().toString()), Role.VIEWER));
        assertThrows(Refusal.NotFound.class, () -> Sharing.user("somebody"));
        assertThrows(Refusal.NotFound.class, () -> sharing.roles(stranger, connection));
    }

    @Test
    void key_scopes_apply_beside_roles() {
        Principal reader = narrowed(maker, KeyScope.CONNECTIONS_READ);
        sharing.roles(reader, connection);
        assertThrows(Refusal.Forbidden.class, () -> sharing.put(reader, connection, of(other), Role.VIEWER));
        assertThrows(
                Refusal.Forbidden.class, () -> sharing.roles(narrowed(maker, KeyScope.CONNECTIONS_WRITE), connection));
    }

    private static Principal narrowed(Principal caller, KeyScope... scopes) {
        return new Principal(caller.organization(), caller.user(), caller.role(), Set.of(scopes), false);
    }
}
