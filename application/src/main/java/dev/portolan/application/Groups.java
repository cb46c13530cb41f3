package dev.portolan.application;

import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.GroupStore;
import dev.portolan.application.port.IdSource;
import dev.portolan.domain.Group;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.time.InstantSource;
import java.util.List;

/** The groups of an organization and who is in them, for its admins. */
public final class Groups {

    private final GroupStore store;
    private final AccessStore users;
    private final Rights rights;
    private final InstantSource clock;
    private final IdSource ids;

    Groups(GroupStore store, AccessStore users, Rights rights, InstantSource clock, IdSource ids) {
        this.store = store;
        this.users = users;
        this.rights = rights;
        this.clock = clock;
        this.ids = ids;
    }

    /** Oldest first. */
    public Page<Group> list(Principal caller, Page.Cursor after, int limit) {
        requireAdmin(caller);
        Cursors cursors = new Cursors("groups");
        return cursors.page(
                store.list(caller.organization(), cursors.readId(after).map(Group.Id::new), Limits.page(limit) + 1),
                limit,
                group -> group.id().value().toString());
    }

    public Group get(Principal caller, Group.Id id) {
        requireAdmin(caller);
        return known(caller, id);
    }

    public Group create(Principal caller, String name) {
        requireAdmin(caller);
        Group group =
                new Group(new Group.Id(ids.next()), caller.organization(), Limits.name("name", name), clock.instant());
        if (!store.add(group)) {
            throw taken(group.name());
        }
        return group;
    }

    public Group rename(Principal caller, Group.Id id, String name) {
        requireAdmin(caller);
        Group after = known(caller, id).renamed(Limits.name("name", name));
        if (!store.update(after)) {
            throw taken(after.name());
        }
        return after;
    }

    /** Its roles on connections go with it. */
    public void remove(Principal caller, Group.Id id) {
        requireAdmin(caller);
        if (!store.remove(caller.organization(), id)) {
            throw unknown(id);
        }
    }

    public List<User.Id> members(Principal caller, Group.Id id) {
        requireAdmin(caller);
        return store.members(caller.organization(), known(caller, id).id());
    }

    public void join(Principal caller, Group.Id id, User.Id user) {
        requireAdmin(caller);
        Group group = known(caller, id);
        User member = users.user(caller.organization(), user)
                .orElseThrow(() -> new Refusal.NotFound("user", user.value().toString()));
        store.join(caller.organization(), group.id(), member.id());
    }

    /** Nothing happens where the user is no member. */
    public void leave(Principal caller, Group.Id id, User.Id user) {
        requireAdmin(caller);
        store.leave(caller.organization(), known(caller, id).id(), user);
    }

    private Group known(Principal caller, Group.Id id) {
        return store.find(caller.organization(), id).orElseThrow(() -> unknown(id));
    }

    private void requireAdmin(Principal caller) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
    }

    private static Refusal.NotFound unknown(Group.Id id) {
        return new Refusal.NotFound("group", id.value().toString());
    }

    private static Refusal.Conflict taken(String name) {
        return new Refusal.Conflict("There is a group '" + name + "' already");
    }

    /** An id as a client writes it. */
    public static Group.Id id(String text) {
        return References.uuid(text).map(Group.Id::new).orElseThrow(() -> new Refusal.NotFound("group", text));
    }
}
