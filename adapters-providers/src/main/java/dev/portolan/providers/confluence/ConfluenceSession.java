package dev.portolan.providers.confluence;

import dev.portolan.domain.Account;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.AccountOnlySession;
import dev.portolan.providers.wire.Call;
import dev.portolan.providers.wire.Json;
import dev.portolan.providers.wire.ProviderHttp;
import io.micronaut.core.type.Argument;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One Atlassian account at one site.
 *
 * @param wanted the site's address; empty: the first of those that the consent covers
 */
record ConfluenceSession(ProviderHttp http, Json json, String api, Optional<String> wanted)
        implements AccountOnlySession {

    @Override
    public String providerName() {
        return "Confluence";
    }

    @Override
    public Account account() {
        ConfluencePayloads.Me me = http.get(() -> get("The account", "/me"), json.as(ConfluencePayloads.Me.class));
        return new Account(
                ConfluenceConnector.ID,
                me.accountId() + "@" + site().id(),
                me.email().filter(email -> !email.isEmpty()),
                me.name().orElse(me.accountId()));
    }

    private ConfluencePayloads.Site site() {
        List<ConfluencePayloads.Site> sites = http
                .get(
                        () -> get("The sites", "/oauth/token/accessible-resources"),
                        json.as(Argument.listOf(ConfluencePayloads.Site.class)))
                .stream()
                .filter(ConfluencePayloads.Site::isConfluence)
                .sorted(Comparator.comparing(ConfluencePayloads.Site::url))
                .toList();
        return sites.stream()
                .filter(site -> wanted.isEmpty() || host(site.url()).equalsIgnoreCase(host(wanted.get())))
                .findFirst()
                .orElseThrow(() -> new ProviderFailure.Denied(
                        sites.isEmpty()
                                ? "The consent covers no Confluence site"
                                : "The consent does not cover " + wanted.orElse("") + " but "
                                        + sites.stream()
                                                .map(ConfluencePayloads.Site::url)
                                                .distinct()
                                                .collect(Collectors.joining(", "))));
    }

    private static String host(String url) {
        return String.valueOf(URI.create(url).getHost());
    }

    private Call get(String about, String path) {
        return Call.get(about, URI.create(api + path)).unguarded().with("Accept", "application/json");
    }
}
