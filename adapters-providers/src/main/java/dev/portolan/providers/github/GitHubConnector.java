package dev.portolan.providers.github;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.Endpoints;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Reply;
import dev.portolan.providers.wire.Wire;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files of GitHub repositories. */
@Singleton
public final class GitHubConnector implements Connector {

    static final Provider.Id ID = new Provider.Id("github");

    /** What GitHub asks for where it says nothing. */
    private static final Duration SECONDARY = Duration.ofMinutes(1);

    private static final AuthScheme.OAuth2 OAUTH = new AuthScheme.OAuth2(
            URI.create("https://github.com/login/oauth/authorize"),
            URI.create("https://github.com/login/oauth/access_token"),
            Optional.of(new AuthScheme.Revocation(
                    URI.create("https://api.github.com/applications"), AuthScheme.Revocation.Style.GITHUB_GRANT)),
            List.of("repo", "user:email"),
            "scope",
            " ",
            AuthScheme.ClientAuthentication.BODY,
            AuthScheme.BodyFormat.FORM,
            true,
            Map.of(),
            Map.of(),
            List.of());

    private static final List<Field> SETTINGS = List.of(
            Field.optional(
                    "repos",
                    Field.Type.TEXTS,
                    "Repositories",
                    "Only these, such as acme/handbook; every one that the account sees where it is left empty"),
            Field.optional(
                    "branch",
                    Field.Type.TEXT,
                    "Branch",
                    "The default branch of each repository where it is left empty"),
            Field.optional(
                    "pathFilter",
                    Field.Type.TEXTS,
                    "Paths",
                    "Only files whose path matches one of these patterns, such as docs/** or *.md"));

    private final Provider provider;
    private final String api;
    private final Wire wire;
    private final Json json;

    public GitHubConnector(Endpoints endpoints, Wire wire, Json json) {
        Endpoints.OfProvider own = endpoints.of(ID.value());
        this.provider = new Provider(
                ID,
                "GitHub",
                "Files of repositories on GitHub or GitHub Enterprise",
                List.of("code", "documents"),
                List.of(own.oauth(OAUTH)),
                SETTINGS,
                Set.of(),
                Optional.empty());
        this.api = own.api("https://api.github.com");
        this.wire = wire;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new GitHubSession(wire.bearing(ID.value(), binding.keys(), this::failure), json, api);
    }

    /** Quotas are told by 403 or 429, like missing rights; headers and message tell them apart. */
    private Optional<ProviderFailure> failure(Call call, Reply reply) {
        if (reply.status() != 403 && reply.status() != 429) {
            return Optional.empty();
        }
        String about = call.about();
        Optional<String> sso = reply.header("X-GitHub-SSO").filter(header -> header.startsWith("required"));
        if (sso.isPresent()) {
            return Optional.of(new ProviderFailure.Denied(
                    about + ": the organization wants single sign-on; authorize the app for it on GitHub"));
        }
        if (reply.header("x-ratelimit-remaining").filter("0"::equals).isPresent()) {
            return Optional.of(new ProviderFailure.RateLimited(about + ": the quota is used up", untilReset(reply)));
        }
        return message(reply)
                .filter(message -> message.contains("secondary rate limit"))
                .map(message -> new ProviderFailure.RateLimited(
                        about + ": too many requests",
                        seconds(reply, "Retry-After").orElse(SECONDARY)));
    }

    private Optional<String> message(Reply reply) {
        return json.tree(reply.error()).flatMap(body -> Json.text(body, "message"));
    }

    private Duration untilReset(Reply reply) {
        return seconds(reply, "x-ratelimit-reset")
                .map(epoch -> wire.until(Instant.EPOCH.plus(epoch)))
                .orElse(SECONDARY);
    }

    private static Optional<Duration> seconds(Reply reply, String header) {
        return reply.header(header)
                .filter(text -> text.matches("\\d{1,12}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
