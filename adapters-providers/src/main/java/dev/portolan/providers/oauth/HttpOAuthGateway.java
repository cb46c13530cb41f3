package dev.portolan.providers.oauth;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.Credential;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.Transport;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** OAuth 2 over HTTP, as the provider's scheme says. Every call is made once: a code or a rotating token is good for one. */
@Singleton
public final class HttpOAuthGateway implements OAuthGateway {

    private static final Duration LONGEST = Duration.ofSeconds(50);

    private final Asking asking;
    private final Json json;
    private final InstantSource clock;

    @Inject
    public HttpOAuthGateway(Transport transport, Json json, InstantSource clock) {
        this(new Asking(transport, json, LONGEST), json, clock);
    }

    HttpOAuthGateway(Asking asking, Json json, InstantSource clock) {
        this.asking = asking;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public URI authorizeUri(Client client, Consent consent) {
        return AuthorizeUri.of(client, consent);
    }

    @Override
    public Answer exchange(Client client, String code, String redirectUri, Optional<String> verifier) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", code);
        fields.put("redirect_uri", redirectUri);
        if (client.scheme().pkce()) {
            verifier.ifPresent(text -> fields.put("code_verifier", text));
        }
        Hidden hidden = Hidden.of(client).and(code).and(verifier);
        return tokens("Exchanging the code", client, fields, hidden, Optional.empty());
    }

    @Override
    public Answer renew(Client client, Credential.Tokens tokens) {
        if (tokens.refreshToken().isEmpty()) {
            return new Answer.Refused("no_refresh_token", "The provider gave no token to renew with");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", tokens.refreshToken().get());
        return tokens("Renewing", client, fields, Hidden.of(client).and(tokens), Optional.of(tokens));
    }

    private Answer tokens(
            String about,
            Client client,
            Map<String, String> fields,
            Hidden hidden,
            Optional<Credential.Tokens> before) {
        Granting granting = new Granting(client, clock.instant(), before);
        Call call = new AppCall(client, json).post(about, client.scheme().tokenUrl(), fields);
        return asking.ask(
                call,
                said -> said.body()
                        .filter(body -> said.success())
                        .flatMap(granting::tokens)
                        .<Answer>map(Answer.Granted::new)
                        .orElseGet(() -> Verdict.of(said, hidden)),
                reason -> new Answer.Unavailable(reason, Optional.empty()));
    }

    @Override
    public Returned revoke(Client client, Credential.Tokens tokens) {
        return client.scheme()
                .revoke()
                .map(revocation ->
                        new Revoking(this, asking, new AppCall(client, json), clock.instant()).at(revocation, tokens))
                .orElseGet(Returned.NotOffered::new);
    }
}
