package dev.portolan.providers.github;

import dev.portolan.domain.Account;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.AccountOnlySession;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import io.micronaut.core.type.Argument;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** One GitHub user. */
record GitHubSession(ProviderHttp http, Json json, String api) implements AccountOnlySession {

    private static final Map<String, String> HEADERS = Map.of(
            "Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28", "User-Agent", "Portolan");

    @Override
    public String providerName() {
        return "GitHub";
    }

    @Override
    public Account account() {
        GitHubPayloads.User me = http.get(() -> get("The account", "/user"), json.as(GitHubPayloads.User.class));
        return new Account(
                GitHubConnector.ID,
                Long.toString(me.id()),
                me.email().or(this::primaryEmail),
                me.name().filter(name -> !name.isBlank()).orElse(me.login()));
    }

    /** Most users keep their address from their profile. An app may do without: then there is none. */
    private Optional<String> primaryEmail() {
        try {
            return http
                    .get(
                            () -> get("The account's e-mail addresses", "/user/emails"),
                            json.as(Argument.listOf(GitHubPayloads.Email.class)))
                    .stream()
                    .filter(email -> email.primary() && email.verified())
                    .map(GitHubPayloads.Email::email)
                    .findFirst();
        } catch (ProviderFailure.Denied | ProviderFailure.Missing untold) {
            return Optional.empty();
        }
    }

    private Call get(String about, String path) {
        return Call.get(about, URI.create(api + path)).unguarded().with(HEADERS);
    }
}
