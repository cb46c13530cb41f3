package dev.portolan.application.oauth;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what was asked for with what was given, as differently as providers write it. */
final class GrantedScopes {

    /** About the login, not about what may be read; few providers repeat them. */
    private static final Set<String> NEVER_REPEATED =
            Set.of("offline_access", "refresh_token", "openid", "profile", "email", "id");

    private GrantedScopes() {}

    /** @return those that are missing, in the words of who asked; none where the provider does not tell what it gave */
    static List<String> missing(Collection<String> wanted, Collection<String> granted) {
        if (granted.isEmpty()) {
            return List.of();
        }
        Set<String> given = granted.stream().map(GrantedScopes::bare).collect(Collectors.toSet());
        return wanted.stream()
                .filter(scope -> !NEVER_REPEATED.contains(scope) && !given.contains(bare(scope)))
                .toList();
    }

    /** {@code https://graph.microsoft.com/Files.Read.All} is {@code Files.Read.All}. */
    private static String bare(String scope) {
        return scope.substring(scope.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
