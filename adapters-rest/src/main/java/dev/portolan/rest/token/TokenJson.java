package dev.portolan.rest.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portolan.application.Logins;
import dev.portolan.rest.OnTheWire;

/** What the token endpoint answers. */
final class TokenJson {

    private TokenJson() {}

    @OnTheWire
    record Token(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {

        static Token of(Logins.Granted granted) {
            return new Token(granted.token(), "bearer", granted.lifetime().toSeconds());
        }
    }

    @OnTheWire
    record Failure(
            String error, @JsonProperty("error_description") String description) {}
}
