package dev.portolan.providers.box;

import dev.portolan.domain.Account;
import dev.portolan.providers.AccountOnlySession;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import java.net.URI;

/** One Box account. */
record BoxSession(ProviderHttp http, Json json, String api) implements AccountOnlySession {

    @Override
    public String providerName() {
        return "Box";
    }

    @Override
    public Account account() {
        BoxPayloads.User me =
                http.get(() -> get("The account", "/users/me?fields=id,name,login"), json.as(BoxPayloads.User.class));
        return new Account(
                BoxConnector.ID, me.id(), me.login(), me.name().or(me::login).orElse(me.id()));
    }

    private Call get(String about, String path) {
        return Call.get(about, URI.create(api + path)).unguarded();
    }
}
