package dev.portolan.providers.googledrive;

import dev.portolan.domain.Account;
import dev.portolan.providers.AccountOnlySession;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import java.net.URI;

/** One Google account. */
record GoogleDriveSession(ProviderHttp http, Json json, String api) implements AccountOnlySession {

    @Override
    public String providerName() {
        return "Google Drive";
    }

    @Override
    public Account account() {
        GoogleDrivePayloads.User me = http.get(
                        () -> get("The account", "/about?fields=user(displayName,emailAddress,permissionId)"),
                        json.as(GoogleDrivePayloads.About.class))
                .user();
        return new Account(
                GoogleDriveConnector.ID,
                me.permissionId(),
                me.emailAddress(),
                me.displayName().or(me::emailAddress).orElse(me.permissionId()));
    }

    private Call get(String about, String path) {
        return Call.get(about, URI.create(api + path)).unguarded();
    }
}
