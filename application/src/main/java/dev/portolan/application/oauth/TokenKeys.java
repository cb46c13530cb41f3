package dev.portolan.application.oauth;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Credential;
import java.util.Optional;

/** The keys of tokens that have just been given, before it is known whose they are. */
record TokenKeys(Credential.Tokens tokens) implements Connector.Keys {

    @Override
    public Optional<String> secret(String field) {
        return Optional.empty();
    }

    @Override
    public String accessToken() {
        return tokens.accessToken();
    }

    @Override
    public Optional<String> kept(String field) {
        return Optional.ofNullable(tokens.extra().get(field));
    }
}
