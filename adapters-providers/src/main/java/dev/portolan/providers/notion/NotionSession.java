package dev.portolan.providers.notion;

import dev.portolan.domain.Account;
import dev.portolan.providers.AccountOnlySession;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import java.net.URI;
import java.util.Optional;

/** One bot: what Notion makes of an app that a user has let into a workspace. */
record NotionSession(ProviderHttp http, Json json, String api) implements AccountOnlySession {

    @Override
    public String providerName() {
        return "Notion";
    }

    @Override
    public Account account() {
        NotionPayloads.Self bot = http.get(() -> get("The account", "/users/me"), json.as(NotionPayloads.Self.class));
        Optional<NotionPayloads.User> owner =
                bot.bot().flatMap(NotionPayloads.Bot::owner).flatMap(NotionPayloads.Owner::user);
        return new Account(
                NotionConnector.ID,
                bot.id(),
                owner.flatMap(NotionPayloads.User::person).flatMap(NotionPayloads.Person::email),
                owner.flatMap(NotionPayloads.User::name)
                        .or(() -> bot.bot().flatMap(NotionPayloads.Bot::workspaceName))
                        .or(bot::name)
                        .orElse(bot.id()));
    }

    private Call get(String about, String path) {
        return Call.get(about, URI.create(api + path)).unguarded().with("Notion-Version", NotionConnector.VERSION);
    }
}
