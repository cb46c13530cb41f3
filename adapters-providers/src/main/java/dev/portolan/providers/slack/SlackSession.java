package dev.portolan.providers.slack;

import dev.portolan.domain.Account;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.AccountOnlySession;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One user of one Slack workspace. */
record SlackSession(ProviderHttp http, Json json, String api) implements AccountOnlySession {

    @Override
    public String providerName() {
        return "Slack";
    }

    @Override
    public Account account() {
        SlackPayloads.Identity me = call("The account", "/auth.test", SlackPayloads.Identity.class);
        String workspace = me.workspace().orElseThrow(() -> unnamed("workspace"));
        String user = me.userId().orElseThrow(() -> unnamed("user"));
        return new Account(
                SlackConnector.ID,
                workspace + "." + user,
                email(user),
                me.user().orElse(user));
    }

    private static ProviderFailure unnamed(String what) {
        return new ProviderFailure.Invalid("Slack does not say which " + what + " the token is for");
    }

    /** Not every consent covers it: then there is none. */
    private Optional<String> email(String user) {
        try {
            return call(
                            "The account's e-mail address",
                            "/users.info?user=" + URLEncoder.encode(user, StandardCharsets.UTF_8),
                            SlackPayloads.UserInfo.class)
                    .user()
                    .flatMap(SlackPayloads.User::profile)
                    .flatMap(SlackPayloads.Profile::email);
        } catch (ProviderFailure.Denied | ProviderFailure.Missing untold) {
            return Optional.empty();
        }
    }

    /** Slack says no within a success. */
    private <T extends SlackPayloads.Envelope> T call(String about, String method, Class<T> type) {
        return http.get(() -> Call.get(about, URI.create(api + method)).unguarded(), body -> {
            T answer = json.as(type).read(body);
            if (!answer.ok()) {
                throw SlackFailures.of(about, answer);
            }
            return answer;
        });
    }
}
