package dev.portolan.providers.salesforce;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records and files of a Salesforce organization, as one of its users sees them. */
@Singleton
public final class SalesforceConnector implements Connector {

    static final Provider.Id ID = new Provider.Id("salesforce");

    private static final Duration CONCURRENT = Duration.ofSeconds(30);
    private static final Duration DAILY = Duration.ofHours(1);

    private static final AuthScheme.OAuth2 OAUTH = new AuthScheme.OAuth2(
            URI.create("https://login.salesforce.com/services/oauth2/authorize"),
            URI.create("https://login.salesforce.com/services/oauth2/token"),
            Optional.of(new AuthScheme.Revocation(
                    URI.create("https://login.salesforce.com/services/oauth2/revoke"),
                    AuthScheme.Revocation.Style.RFC7009)),
            List.of("api", "id", "refresh_token"),
            "scope",
            " ",
            AuthScheme.ClientAuthentication.BODY,
            AuthScheme.BodyFormat.FORM,
            true,
            Map.of(),
            Map.of(),
            List.of("instance_url", "id"));

    private static final List<Field> SETTINGS = List.of(
            Field.optional(
                    "objects",
                    Field.Type.TEXTS,
                    "Objects",
                    "Their API names, such as Account, Case or Policy__c; the usual ones where it is left empty"),
            Field.optional(
                    "soqlFilter",
                    Field.Type.TEXT,
                    "Filter",
                    "A SOQL condition that records must meet, such as IsClosed = false"));

    private final Provider provider;
    private final Optional<String> operatorsApi;
    private final Wire wire;
    private final Json json;

    public SalesforceConnector(Endpoints endpoints, Wire wire, Json json) {
        Endpoints.OfProvider own = endpoints.of(ID.value());
        this.provider = new Provider(
                ID,
                "Salesforce",
                "Records and files of a Salesforce organization",
                List.of("crm"),
                List.of(own.oauth(OAUTH)),
                SETTINGS,
                Set.of(),
                Optional.empty());
        this.operatorsApi = own.operatorsApi();
        this.wire = wire;
        this.json = json;
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new SalesforceSession(
                wire.bearing(ID.value(), binding.keys(), this::failure), json, binding.keys(), operatorsApi);
    }

    private Optional<ProviderFailure> failure(Call call, Reply reply) {
        String about = call.about();
        String text = new String(reply.error(), StandardCharsets.UTF_8);
        if (reply.status() == 403 && text.contains("Bad_OAuth_Token")) {
            return Optional.of(new ProviderFailure.Unauthorized(about + ": Salesforce refuses the token"));
        }
        if (text.contains("REQUEST_LIMIT_EXCEEDED")) {
            return Optional.of(new ProviderFailure.RateLimited(
                    about + ": the organization's API quota is used up",
                    text.contains("Concurrent") ? CONCURRENT : DAILY));
        }
        return Optional.empty();
    }
}
