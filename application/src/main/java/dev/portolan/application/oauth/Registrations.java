package dev.portolan.application.oauth;

import dev.portolan.application.oauth.OAuthSettings.OperatorApp;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.OAuthAppStore;
import dev.portolan.application.port.OAuthGateway.Client;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthApp.Owner;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the app that counts, the most specific first, and makes a client of it. */
public final class Registrations {

    private static final String SECRET = "clientSecret";

    private final OAuthAppStore store;
    private final CredentialVault vault;
    private final Map<Provider.Id, Provider> providers;
    private final SequencedMap<OAuthApp.Id, OperatorApp> operators = new LinkedHashMap<>();

    public Registrations(
            OAuthAppStore store, CredentialVault vault, List<Provider> providers, List<OperatorApp> operatorApps) {
        this.store = store;
        this.vault = vault;
        this.providers = providers.stream().collect(Collectors.toMap(Provider::id, Function.identity()));
        operatorApps.forEach(app -> operators.put(idOf(app), app));
    }

    /** The same on every replica and after every restart; another client id is another app. */
    private static OAuthApp.Id idOf(OperatorApp app) {
        return new OAuthApp.Id(UUID.nameUUIDFromBytes(
                (app.provider().value() + "|" + app.clientId()).getBytes(StandardCharsets.UTF_8)));
    }

    public Optional<AuthScheme.OAuth2> scheme(Provider.Id provider) {
        return Optional.ofNullable(providers.get(provider)).flatMap(Provider::oauth);
    }

    /** What users call the provider. */
    String name(Provider.Id provider) {
        return Optional.ofNullable(providers.get(provider)).map(Provider::name).orElse(provider.value());
    }

    /** The operator's, which nobody edits. */
    public List<OAuthApp> ofDeployment() {
        return operators.keySet().stream().flatMap(id -> operator(id).stream()).toList();
    }

    /** The operator's by their ids. */
    public Set<OAuthApp.Id> ofOperator() {
        return operators.keySet();
    }

    public Optional<OAuthApp> find(Organization.Id organization, OAuthApp.Id id) {
        return operator(id).or(() -> store.find(organization, id));
    }

    /** The collection's own, else the one chosen for it, else the organization's oldest, else the operator's. */
    public Optional<OAuthApp> best(Organization.Id organization, Collection.Id collection, Provider.Id provider) {
        List<OAuthApp> own = store.list(organization).stream()
                .filter(app -> app.provider().equals(provider))
                .toList();
        return first(own, app -> app.owner().equals(new Owner.OfCollection(organization, collection)))
                .or(() -> store.chosen(organization, collection)
                        .flatMap(id -> find(organization, id))
                        .filter(app -> app.provider().equals(provider)))
                .or(() -> first(own, app -> app.owner().equals(new Owner.OfOrganization(organization))))
                .or(() -> first(ofDeployment(), app -> app.provider().equals(provider)));
    }

    private static Optional<OAuthApp> first(List<OAuthApp> apps, Predicate<OAuthApp> condition) {
        return apps.stream().filter(condition).findFirst();
    }

    /** The app with its secret; empty where it, or its provider, is not configured any more. */
    public Optional<Client> client(Organization.Id organization, OAuthApp.Id id) {
        return find(organization, id)
                .flatMap(app -> scheme(app.provider())
                        .map(scheme -> new Client(
                                app.provider(),
                                scheme,
                                app.clientId(),
                                secret(organization, app),
                                app.scopes().isEmpty() ? scheme.scopes() : app.scopes())));
    }

    /** In the form in which an app's secret is sealed. */
    public static Credential.Secrets sealed(Optional<String> clientSecret) {
        return new Credential.Secrets(
                clientSecret.map(secret -> Map.of(SECRET, secret)).orElse(Map.of()));
    }

    /** By which the owner of an app recognizes its secret; of the operator's nothing is shown. */
    public Optional<String> maskedSecret(OAuthApp app) {
        return switch (app.owner()) {
            case Owner.OfDeployment owner -> Optional.empty();
            case Owner.OfOrganization owner -> secret(owner.organization(), app).map(Credential::mask);
            case Owner.OfCollection owner -> secret(owner.organization(), app).map(Credential::mask);
        };
    }

    private Optional<String> secret(Organization.Id organization, OAuthApp app) {
        OperatorApp operator = operators.get(app.id());
        if (operator != null) {
            return operator.clientSecret();
        }
        return switch (vault.open(organization, app.secret())) {
            case Credential.Secrets secrets ->
                Optional.ofNullable(secrets.values().get(SECRET));
            case Credential.Tokens tokens -> Optional.empty();
        };
    }

    private Optional<OAuthApp> operator(OAuthApp.Id id) {
        return Stream.ofNullable(operators.get(id))
                .map(app -> new OAuthApp(
                        id,
                        new Owner.OfDeployment(),
                        app.provider(),
                        "Deployment",
                        app.clientId(),
                        app.scopes(),
                        Instant.EPOCH,
                        Instant.EPOCH))
                .findFirst();
    }

    /** What to do where a provider has no app at all. */
    public static String howToRegister(Provider provider) {
        String variables = "PORTOLAN_PROVIDERS_" + provider.id().value().toUpperCase(Locale.ROOT);
        return "There is no OAuth app for " + provider.name() + ": set " + variables + "_CLIENT_ID and " + variables
                + "_CLIENT_SECRET, or register one with POST /portolan/v1/apps";
    }
}
