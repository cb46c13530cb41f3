package dev.portolan.application;

import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.CollectionStore;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.OrganizationStore;
import dev.portolan.application.port.SecretSource;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.Collection;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Page;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Organizations, and the keys by which callers prove who they are. */
public final class Access {

    /** The organization that a fresh database has. */
    public static final String DEFAULT = "default";

    private static final String ADMIN = Operators.ADMIN;
    private static final String OPERATOR_KEY = "PORTOLAN_ADMIN_KEY";

    private final OrganizationStore organizations;
    private final AccessStore store;
    private final CollectionStore collections;
    private final Logins logins;
    private final Operators operators;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;
    private final SecretSource secrets;
    private final Gathered<AccessStore, String, AccessStore.KeyOwner> keys = new Gathered<>(AccessStore::keysByHash);

    Access(
            OrganizationStore organizations,
            AccessStore store,
            CollectionStore collections,
            Logins logins,
            Operators operators,
            Rights rights,
            Transactions transactions,
            InstantSource clock,
            IdSource ids,
            SecretSource secrets) {
        this.organizations = organizations;
        this.store = store;
        this.collections = collections;
        this.logins = logins;
        this.operators = operators;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
        this.secrets = secrets;
    }

    /** A key that was just made; the only time that its text is known. */
    public record NewKey(ApiKey key, String text) {}

    /** @throws Refusal.InvalidCredentials where the key, or the token that a password bought, is unknown or expired */
    public Principal authenticate(String key) {
        return Optional.of(key)
                .filter(Logins::looksLikeToken)
                .flatMap(logins::caller)
                .or(() -> byKey(key))
                .orElseThrow(() -> new Refusal.InvalidCredentials("The API key is unknown or has expired"));
    }

    private Optional<Principal> byKey(String key) {
        return keys.find(store, Fingerprints.of(key))
                .filter(found -> !found.key().expired(clock.instant()))
                .map(this::principal);
    }

    private Principal principal(AccessStore.KeyOwner owner) {
        User maker = owner.maker();
        return new Principal(
                maker.organization(), maker.id(), maker.role(), owner.key().scopes(), operators.is(maker));
    }

    /**
     * Makes sure that there is a default organization with a collection and an administrator, and that {@code adminKey}, if
     * given, is a key of theirs.
     *
     * @return the key that was made because there was none and none was given: to be printed once
     */
    public Optional<String> prepare(Optional<String> adminKey) {
        try {
            return prepared(adminKey);
        } catch (Refusal.Conflict anotherNodeWasFaster) {
            return prepared(adminKey);
        }
    }

    private Optional<String> prepared(Optional<String> adminKey) {
        return transactions.call(() -> {
            Optional<Organization> known = organizations.bySlug(DEFAULT);
            if (known.isEmpty()) {
                String text = adminKey.orElseGet(this::newKeyText);
                found("Default", DEFAULT, text, adminKey.isPresent() ? OPERATOR_KEY : "First administrator");
                return adminKey.isPresent() ? Optional.<String>empty() : Optional.of(text);
            }
            adminKey.ifPresent(text -> replaceOperatorKey(known.get().id(), text));
            return Optional.<String>empty();
        });
    }

    /** Another key of the administrator, for an operator who has access to the database and lost theirs. */
    public String rescueKey() {
        Organization.Id organization = organizations
                .bySlug(DEFAULT)
                .orElseThrow(() -> new Refusal.NotFound("organization", DEFAULT))
                .id();
        String text = newKeyText();
        addKey(admin(organization), "Made on the command line", Set.of(KeyScope.ADMIN), Optional.empty(), text);
        return text;
    }

    private void replaceOperatorKey(Organization.Id organization, String text) {
        if (store.keysByHash(Set.of(Fingerprints.of(text))).isEmpty()) {
            store.keys(organization).stream()
                    .filter(key -> key.name().equals(OPERATOR_KEY))
                    .forEach(key -> store.removeKey(organization, key.id()));
            addKey(admin(organization), OPERATOR_KEY, Set.of(KeyScope.ADMIN), Optional.empty(), text);
        }
    }

    private User admin(Organization.Id organization) {
        return store.userByName(organization, ADMIN).orElseThrow(() -> new Refusal.NotFound("user", ADMIN));
    }

    // --- organizations

    /** An organization with its collection {@code default} and an administrator, whose key is told once. */
    public NewOrganization createOrganization(Principal caller, String name, String slug) {
        requireOperator(caller);
        String text = newKeyText();
        String checkedName = Limits.name("name", name);
        String checkedSlug = Limits.slug("slug", slug);
        return transactions.call(
                () -> new NewOrganization(found(checkedName, checkedSlug, text, "First administrator"), text));
    }

    public record NewOrganization(Organization organization, String adminKey) {}

    /** By slug. */
    public Page<Organization> organizations(Principal caller, Page.Cursor after, int limit) {
        requireOperator(caller);
        Cursors cursors = new Cursors("organizations");
        return cursors.page(
                organizations.list(cursors.read(after).orElse(""), Limits.page(limit) + 1), limit, Organization::slug);
    }

    private Organization found(String name, String slug, String keyText, String keyName) {
        Instant now = clock.instant();
        Organization organization = new Organization(new Organization.Id(ids.next()), slug, name, now);
        if (!organizations.add(organization)) {
            throw new Refusal.Conflict("There is an organization '" + slug + "' already");
        }
        User admin = new User(new User.Id(ids.next()), organization.id(), ADMIN, Optional.empty(), Role.ADMIN, now);
        store.addUser(admin);
        collections.add(new Collection(new Collection.Id(ids.next()), organization.id(), DEFAULT, "Default", now, now));
        addKey(admin, keyName, Set.of(KeyScope.ADMIN), Optional.empty(), keyText);
        return organization;
    }

    private void requireOperator(Principal caller) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        if (!caller.operator()) {
            throw new Refusal.Forbidden("This is for the administrator of the deployment");
        }
    }

    /** Those of the caller's organization who are still there. */
    public Map<User.Id, User> users(Principal caller, Set<User.Id> ids) {
        Map<User.Id, User> found = new HashMap<>();
        ids.forEach(id -> store.user(caller.organization(), id).ifPresent(user -> found.put(id, user)));
        return found;
    }

    // --- keys

    /** A key of the caller's own, with no more scopes than the caller has. */
    public NewKey createKey(Principal caller, String name, Set<KeyScope> scopes, Optional<Instant> expiresAt) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        if (scopes.isEmpty()) {
            throw new Refusal.InvalidInput("scopes", "must name at least one scope");
        }
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(clock.instant())) {
            throw new Refusal.InvalidInput("expiresAt", "must be in the future");
        }
        User maker = store.user(caller.organization(), caller.user())
                .orElseThrow(() -> new Refusal.InvalidCredentials("The user of this key is gone"));
        String text = newKeyText();
        return new NewKey(addKey(maker, Limits.name("name", name), scopes, expiresAt, text), text);
    }

    /** Oldest first. */
    public Page<ApiKey> keys(Principal caller, Page.Cursor after, int limit) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        Cursors cursors = new Cursors("keys");
        return cursors.page(
                store.keys(caller.organization(), cursors.readId(after).map(ApiKey.Id::new), Limits.page(limit) + 1),
                limit,
                key -> key.id().value().toString());
    }

    public void removeKey(Principal caller, ApiKey.Id id) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        if (!store.removeKey(caller.organization(), id)) {
            throw new Refusal.NotFound("key", id.value().toString());
        }
    }

    private ApiKey addKey(User maker, String name, Set<KeyScope> scopes, Optional<Instant> expiresAt, String text) {
        String hint = text.substring(0, Math.min(8, text.length() / 2));
        ApiKey key = new ApiKey(
                new ApiKey.Id(ids.next()),
                maker.organization(),
                maker.id(),
                name,
                hint,
                scopes,
                clock.instant(),
                expiresAt);
        store.addKey(key, Fingerprints.of(text));
        return key;
    }

    private String newKeyText() {
        return "ptl_" + secrets.next(32);
    }
}
