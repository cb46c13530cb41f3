package dev.portolan.application.port;

import dev.portolan.domain.ApiKey;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Users and keys. User names are unique within the organization. */
public interface AccessStore {

    /** @return false where the name is taken */
    boolean addUser(User user);

    /** @return false where there is none, or the name is taken */
    boolean updateUser(User user);

    /** With keys, logins, memberships and roles. @return false where there is none */
    boolean removeUser(Organization.Id organization, User.Id id);

    /** By id, ascending, after {@code after} if given. */
    List<User> users(Organization.Id organization, Optional<User.Id> after, int limit);

    /** The organization's admins; nobody else changes who they are by way of this before this transaction ends. */
    List<User.Id> lockAdmins(Organization.Id organization);

    Optional<User> user(Organization.Id organization, User.Id id);

    Optional<User> userByName(Organization.Id organization, String name);

    /** @param hash SHA-256 of the key, hexadecimal, unique over the deployment */
    void addKey(ApiKey key, String hash);

    /** The only look-up across organizations: a key says itself which it belongs to. Those that are not there are left out. */
    Map<String, KeyOwner> keysByHash(Set<String> hashes);

    /** By creation, oldest first. */
    List<ApiKey> keys(Organization.Id organization);

    /** By id, ascending, after {@code after} if given. */
    List<ApiKey> keys(Organization.Id organization, Optional<ApiKey.Id> after, int limit);

    /** @return false where there is none */
    boolean removeKey(Organization.Id organization, ApiKey.Id id);

    /** A key and the user it acts as. */
    record KeyOwner(ApiKey key, User maker) {}
}
