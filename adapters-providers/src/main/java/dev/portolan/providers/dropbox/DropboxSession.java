package dev.portolan.providers.dropbox;

import dev.portolan.domain.Account;
import dev.portolan.providers.AccountOnlySession;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import java.net.URI;
import java.util.Optional;

/** One Dropbox account. */
record DropboxSession(ProviderHttp http, Json json, String api) implements AccountOnlySession {

    @Override
    public String providerName() {
        return "Dropbox";
    }

    @Override
    public Account account() {
        DropboxPayloads.FullAccount me = http.get(
                () -> rpc("The account", "/users/get_current_account"), json.as(DropboxPayloads.FullAccount.class));
        return new Account(
                DropboxConnector.ID,
                me.accountId(),
                Optional.of(me.email()),
                me.name().displayName());
    }

    /** A route without an argument takes no body. */
    private Call rpc(String about, String route) {
        return Call.post(about, URI.create(api + route)).unguarded();
    }
}
