package dev.portolan.application;

import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.GroupStore;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.LoginStore;
import dev.portolan.application.port.OrganizationStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Group;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Users as an external issuer knows them: made when they are first seen, found again by the issuer's name for them, in the
 * groups and with the role that their last token said.
 */
public final class Identities {

    private static final int GROUPS = 200;

    private final OrganizationStore organizations;
    private final AccessStore users;
    private final GroupStore groups;
    private final LoginStore store;
    private final Logins logins;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;

    Identities(
            OrganizationStore organizations,
            AccessStore users,
            GroupStore groups,
            LoginStore store,
            Logins logins,
            Transactions transactions,
            InstantSource clock,
            IdSource ids) {
        this.organizations = organizations;
        this.users = users;
        this.groups = groups;
        this.store = store;
        this.logins = logins;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What a token that was checked says.
     *
     * @param name what its user would like to be called
     * @param groups empty where tokens say nothing of groups
     */
    public record Claims(
            String issuer, String subject, String name, Optional<String> email, Optional<Set<String>> groups) {
        public Claims {
            groups = groups.map(Set::copyOf);
        }
    }

    /**
     * Where the issuer's users live.
     *
     * @param adminGroup whose members, and nobody else of the issuer's users, are admins of the organization
     */
    public record Home(String organization, Optional<String> adminGroup) {}

    public Principal recognize(Home home, Claims claims) {
        if (!isName(claims.subject())) {
            throw new Refusal.InvalidCredentials("The token names no subject that could be kept");
        }
        Organization.Id organization = organizations
                .bySlug(home.organization())
                .orElseThrow(() -> new Refusal.InvalidCredentials(
                        "There is no organization '" + home.organization() + "' for users of this issuer"))
                .id();
        User user =
                store.userByIdentity(claims.issuer(), claims.subject()).orElseGet(() -> first(organization, claims));
        if (!user.organization().equals(organization)) {
            throw new Refusal.InvalidCredentials("This user belongs to another organization");
        }
        claims.groups().ifPresent(names -> follow(user, names));
        return logins.principal(withRole(user, home, claims));
    }

    private User first(Organization.Id organization, Claims claims) {
        try {
            return made(organization, claims);
        } catch (Refusal.Conflict anotherRequestWasFaster) {
            return store.userByIdentity(claims.issuer(), claims.subject()).orElseThrow(() -> anotherRequestWasFaster);
        }
    }

    /** Never the user of the same name that is there already: the issuer does not decide who that is. */
    private User made(Organization.Id organization, Claims claims) {
        return transactions.call(() -> {
            User.Id id = new User.Id(ids.next());
            User wanted = new User(
                    id,
                    organization,
                    name(claims),
                    claims.email().filter(Identities::isName),
                    Role.VIEWER,
                    clock.instant());
            User user = users.addUser(wanted) ? wanted : renamed(wanted, claims);
            if (!store.addIdentity(organization, id, claims.issuer(), claims.subject())) {
                throw new Refusal.Conflict("The identity is known already");
            }
            return user;
        });
    }

    private User renamed(User wanted, Claims claims) {
        String mark = Fingerprints.of(claims.issuer() + "\n" + claims.subject()).substring(0, 12);
        User user = new User(
                wanted.id(),
                wanted.organization(),
                wanted.name() + " (" + mark + ")",
                wanted.email(),
                wanted.role(),
                wanted.createdAt());
        if (!users.addUser(user)) {
            throw new Refusal.Conflict("There is a user '" + user.name() + "' already");
        }
        return user;
    }

    private static String name(Claims claims) {
        String clean = claims.name().replaceAll("\\p{Cntrl}", " ").strip();
        String known = clean.isEmpty() ? claims.subject() : clean;
        return known.length() > 200 ? known.substring(0, 200) : known;
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= 255 && text.chars().noneMatch(Character::isISOControl);
    }

    private void follow(User user, Set<String> said) {
        Set<String> names = said.stream()
                .map(String::strip)
                .filter(Identities::isName)
                .sorted()
                .limit(GROUPS)
                .collect(Collectors.toSet());
        Set<String> all = new HashSet<>();
        Set<String> claimed = new HashSet<>();
        groups.memberships(user.organization(), user.id()).forEach(membership -> {
            all.add(membership.group().name());
            if (membership.claimed()) {
                claimed.add(membership.group().name());
            }
        });
        if (!all.containsAll(names) || !names.containsAll(claimed)) {
            transactions.run(() -> groups.claim(
                    user.organization(),
                    user.id(),
                    names.stream().map(name -> group(user.organization(), name)).collect(Collectors.toSet())));
        }
    }

    private Group.Id group(Organization.Id organization, String name) {
        Optional<Group> known = groups.byName(organization, name);
        if (known.isEmpty()) {
            groups.add(new Group(new Group.Id(ids.next()), organization, name, clock.instant()));
        }
        return known.or(() -> groups.byName(organization, name))
                .orElseThrow(() -> new Refusal.Conflict("The group '" + name + "' was just removed"))
                .id();
    }

    /**
     * Stored, too: keys that the user made act with the role that they have now. The last admin may lose the role so: whom the
     * issuer puts into the group is the next.
     */
    private User withRole(User user, Home home, Claims claims) {
        if (home.adminGroup().isEmpty()) {
            return user;
        }
        boolean admin = claims.groups()
                .filter(names -> names.contains(home.adminGroup().get()))
                .isPresent();
        boolean was = user.role() == Role.ADMIN;
        if (admin == was) {
            return user;
        }
        User changed = new User(
                user.id(),
                user.organization(),
                user.name(),
                user.email(),
                admin ? Role.ADMIN : Role.VIEWER,
                user.createdAt());
        users.updateUser(changed);
        return changed;
    }
}
