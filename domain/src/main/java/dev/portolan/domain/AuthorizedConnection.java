package dev.portolan.domain;

import java.util.Optional;

/** A connection with the grant that it uses. {@code maker}: empty where the user is gone. */
public record AuthorizedConnection(Connection connection, OAuthGrant grant, Optional<User> maker) {}
