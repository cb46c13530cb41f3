package dev.portolan.application;

import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.time.InstantSource;
import java.util.Optional;

/** The users of an organization, for its admins; one admin always stays. */
public final class Users {

    private final AccessStore store;
    private final Logins logins;
    private final Operators operators;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;

    Users(
            AccessStore store,
            Logins logins,
            Operators operators,
            Rights rights,
            Transactions transactions,
            InstantSource clock,
            IdSource ids) {
        this.store = store;
        this.logins = logins;
        this.operators = operators;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** @param password empty: nobody can log in as this user until there is one */
    public record New(String name, Optional<String> email, Role role, Optional<String> password) {}

    /** What is empty stays; a present but empty inner value removes. */
    public record Patch(
            Optional<String> name,
            Optional<Optional<String>> email,
            Optional<Role> role,
            Optional<Optional<String>> password) {}

    /** Oldest first. */
    public Page<User> list(Principal caller, Page.Cursor after, int limit) {
        requireAdmin(caller);
        Cursors cursors = new Cursors("users");
        return cursors.page(
                store.users(caller.organization(), cursors.readId(after).map(User.Id::new), Limits.page(limit) + 1),
                limit,
                user -> user.id().value().toString());
    }

    public User get(Principal caller, User.Id id) {
        requireAdmin(caller);
        return known(caller, id);
    }

    public User create(Principal caller, New wanted) {
        requireAdmin(caller);
        User user = new User(
                new User.Id(ids.next()),
                caller.organization(),
                Limits.name("name", wanted.name()),
                wanted.email().map(text -> Limits.name("email", text)),
                wanted.role(),
                clock.instant());
        Optional<String> hash = wanted.password().map(text -> logins.hash("password", text));
        return transactions.call(() -> {
            if (!store.addUser(user)) {
                throw taken(user.name());
            }
            hash.ifPresent(made -> logins.setPassword(user.organization(), user.id(), made));
            return user;
        });
    }

    /** Another role counts from the user's next call on, whatever key or token they use. */
    public User update(Principal caller, User.Id id, Patch patch) {
        requireAdmin(caller);
        Optional<String> hash = patch.password().flatMap(given -> given).map(text -> logins.hash("password", text));
        return transactions.call(() -> {
            int admins = store.lockAdmins(caller.organization()).size();
            User before = known(caller, id);
            if (operators.is(before) && !caller.operator()) {
                throw new Refusal.Forbidden("The administrator of the deployment is changed by nobody else");
            }
            User after = new User(
                    id,
                    before.organization(),
                    patch.name().map(text -> Limits.name("name", text)).orElse(before.name()),
                    patch.email().orElse(before.email()).map(text -> Limits.name("email", text)),
                    patch.role().orElse(before.role()),
                    before.createdAt());
            if (after.role() != Role.ADMIN || !after.name().equals(before.name())) {
                requireDispensable(before, after.role() == Role.ADMIN ? Integer.MAX_VALUE : admins);
            }
            if (!store.updateUser(after)) {
                throw taken(after.name());
            }
            if (patch.password().isPresent()) {
                hash.ifPresentOrElse(
                        made -> logins.setPassword(after.organization(), id, made),
                        () -> logins.removePassword(after.organization(), id));
            }
            return after;
        });
    }

    /** Their keys and tokens end at once; what they made stays. */
    public void remove(Principal caller, User.Id id) {
        requireAdmin(caller);
        transactions.run(() -> {
            int admins = store.lockAdmins(caller.organization()).size();
            requireDispensable(known(caller, id), admins);
            store.removeUser(caller.organization(), id);
        });
    }

    private void requireDispensable(User user, int admins) {
        if (operators.is(user)) {
            throw new Refusal.Conflict("The administrator of the deployment keeps name and role");
        }
        if (user.role() == Role.ADMIN && admins <= 1) {
            throw new Refusal.Conflict("The last admin of an organization stays; make somebody else one first");
        }
    }

    private User known(Principal caller, User.Id id) {
        return store.user(caller.organization(), id)
                .orElseThrow(() -> new Refusal.NotFound("user", id.value().toString()));
    }

    private void requireAdmin(Principal caller) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
    }

    private static Refusal.Conflict taken(String name) {
        return new Refusal.Conflict("There is a user '" + name + "' already");
    }

    /** An id as a client writes it. */
    public static User.Id id(String text) {
        return References.uuid(text).map(User.Id::new).orElseThrow(() -> new Refusal.NotFound("user", text));
    }
}
