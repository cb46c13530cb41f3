package dev.portolan.application.port;

import dev.portolan.domain.ApiKey;
import dev.portolan.domain.Organization;
import dev.portolan.domain.User;
import java.util.List;
import java.util.Optional;

/** Users and keys. User names are unique within the organization. */
public interface AccessStore {

    /** @return false where the name is taken */
    boolean addUser(User user);

    Optional<User> user(Organization.Id organization, User.Id id);

    Optional<User> userByName(Organization.Id organization, String name);

    /** @param hash SHA-256 of the key, hexadecimal, unique over the deployment */
    void addKey(ApiKey key, String hash);

    /** The only look-up across organizations: a key says itself which it belongs to. */
    Optional<KeyOwner> keyByHash(String hash);

    /** By creation, oldest first. */
    List<ApiKey> keys(Organization.Id organization);

    /** @return false where there is none */
    boolean removeKey(Organization.Id organization, ApiKey.Id id);

    /** A key and the user it acts as. */
    record KeyOwner(ApiKey key, User maker) {}
}
