package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What is told of the connection that a collection is authorized with.
 *
 * @param maker the name of who made it; empty where that user is gone
 * @param app that the consent was given to
 * @param expiresAt of the access token, where the provider says
 * @param refreshExpiresAt of the refresh token, likewise
 * @param authorizedAt when the consent was given last
 */
public record AuthorizedConnection(
        Connection.Id id,
        User.Id createdBy,
        Optional<String> maker,
        OAuthApp.Id app,
        Optional<Instant> expiresAt,
        Optional<Instant> refreshExpiresAt,
        Instant authorizedAt,
        Instant createdAt,
        Instant updatedAt) {

    public static AuthorizedConnection of(Connection connection, OAuthGrant grant, Optional<User> maker) {
        return new AuthorizedConnection(
                connection.id(),
                connection.createdBy(),
                maker.map(User::name),
                grant.app(),
                grant.expiresAt(),
                grant.refreshExpiresAt(),
                grant.authorizedAt(),
                connection.createdAt(),
                connection.updatedAt());
    }
}
