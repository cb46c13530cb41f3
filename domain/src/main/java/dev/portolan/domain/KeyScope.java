package dev.portolan.domain;

import java.util.Arrays;
import java.util.Optional;

/** What an API key narrows its maker's rights to; {@code admin} narrows nothing. */
public enum KeyScope {
    CONNECTIONS_READ("connections:read"),
    CONNECTIONS_WRITE("connections:write"),
    CONNECTIONS_SYNC("connections:sync"),
    DOCUMENTS_READ("documents:read"),
    CREDENTIALS_READ("credentials:read"),
    COLLECTIONS_WRITE("collections:write"),
    ADMIN("admin");

    private final String text;

    KeyScope(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static Optional<KeyScope> of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }
}
