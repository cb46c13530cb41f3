package dev.portolan.providers.salesforce;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.Account;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.AccountOnlySession;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One user of one Salesforce organization, at the instance that its tokens came with.
 *
 * @param operatorsApi the instance's base URL where the operator has set one
 */
record SalesforceSession(ProviderHttp http, Json json, Connector.Keys keys, Optional<String> operatorsApi)
        implements AccountOnlySession {

    private static final Pattern IDENTITY = Pattern.compile("/id/\\w{15,18}/\\w{15,18}$");

    @Override
    public String providerName() {
        return "Salesforce";
    }

    @Override
    public Account account() {
        SalesforcePayloads.Identity me =
                http.get(() -> get("The account", identityPath()), json.as(SalesforcePayloads.Identity.class));
        return new Account(
                SalesforceConnector.ID,
                SalesforceIds.eighteen(me.organizationId()) + "." + SalesforceIds.eighteen(me.userId()),
                me.email(),
                me.displayName().or(me::username).orElse(me.userId()));
    }

    /** The identity URL is of the login host; the instance knows the same path. */
    private String identityPath() {
        return keys.kept("id").stream()
                .map(IDENTITY::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElseThrow(() -> new ProviderFailure.Unauthorized(
                        "Salesforce has not said whose tokens these are: authorize the connection again"));
    }

    /** Made anew for each attempt: a renewal may tell another instance. */
    private Call get(String about, String path) {
        return operatorsApi
                .map(base -> Call.get(about, URI.create(base + path)).unguarded())
                .orElseGet(() -> Call.get(about, URI.create(instance() + path)))
                .with("Accept", "application/json");
    }

    private String instance() {
        return keys.kept("instance_url")
                .filter(url -> url.startsWith("https://"))
                .orElseThrow(() -> new ProviderFailure.Unauthorized(
                        "Salesforce has not said where the organization is: authorize the connection again"));
    }
}
