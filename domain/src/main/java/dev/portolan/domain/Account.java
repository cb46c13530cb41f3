package dev.portolan.domain;

import java.util.Optional;

/**
 * Whom the credential belongs to over there.
 *
 * @param id stable at the provider, and what equality of accounts means
 */
public record Account(Provider.Id provider, String id, Optional<String> email, String displayName) {

    public Account {
        id = Storable.text(id);
        email = Storable.text(email);
        displayName = Storable.text(displayName);
    }

    /** {@code PROVIDER|email|id}, each part percent-escaped where it contains a bar. */
    public String externalKey() {
        return escape(provider.value().toUpperCase(java.util.Locale.ROOT)) + "|" + escape(email.orElse("")) + "|"
                + escape(id);
    }

    private static String escape(String part) {
        return part.replace("%", "%25").replace("|", "%7C");
    }
}
