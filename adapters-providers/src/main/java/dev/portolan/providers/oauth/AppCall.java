package dev.portolan.providers.oauth;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.AuthScheme;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls that one of our apps makes in its own name: in the body and the authentication that the provider takes. */
record AppCall(OAuthGateway.Client client, Json json) {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Fields to the token endpoint, or to one like it. */
    Call post(String about, URI uri, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        boolean basic = basic();
        if (!basic) {
            all.put("client_id", client.clientId());
            client.clientSecret().ifPresent(secret -> all.put("client_secret", secret));
        }
        Call call = call("POST", about, uri).sending(body(client.scheme().tokenBody(), all));
        return basic ? call.with("Authorization", basicAuthorization()) : call;
    }

    /** An access token to where GitHub keeps this app's grants. */
    Call deleteGrant(String about, URI applications, String accessToken) {
        URI grant = URI.create(applications + "/" + Query.formEncoded(client.clientId()) + "/grant");
        return call("DELETE", about, grant)
                .sending(body(AuthScheme.BodyFormat.JSON, Map.of("access_token", accessToken)))
                .with("Authorization", basicAuthorization());
    }

    /** Nothing but an access token. */
    Call bearing(String about, URI uri, String accessToken) {
        return call("POST", about, uri).with("Authorization", "Bearer " + accessToken);
    }

    private Call call(String method, String about, URI uri) {
        return Call.of(method, about, uri)
                .unguarded()
                .within(PATIENCE)
                .with(client.scheme().tokenHeaders())
                .with(Map.of("Accept", "application/json", "User-Agent", "Portolan"));
    }

    private Call.Body body(AuthScheme.BodyFormat format, Map<String, String> fields) {
        return switch (format) {
            case FORM -> new Call.Body("application/x-www-form-urlencoded", Query.ofForm(fields));
            case JSON -> new Call.Body("application/json", json.write(fields));
        };
    }

    /** An app without a secret has nothing to authenticate with: it only names itself. */
    private boolean basic() {
        return client.clientSecret().isPresent()
                && switch (client.scheme().clientAuthentication()) {
                    case BASIC -> true;
                    case BODY -> false;
                };
    }

    private String basicAuthorization() {
        String pair = Query.formEncoded(client.clientId()) + ":"
                + Query.formEncoded(client.clientSecret().orElse(""));
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
