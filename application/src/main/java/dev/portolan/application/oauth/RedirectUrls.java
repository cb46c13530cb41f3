package dev.portolan.application.oauth;

import dev.portolan.domain.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Checks where a client wants browsers to be sent. */
public final class RedirectUrls {

    private static final int LONGEST = 2_000;

    private final Set<String> origins;

    /** @param origins those that the operator allows; empty: any https, and loopback http */
    public RedirectUrls(Set<String> origins) {
        this.origins = Set.copyOf(origins.stream()
                .map(origin -> origin.strip().toLowerCase(Locale.ROOT).replaceAll("/+$", ""))
                .toList());
    }

    /** @return the same text, if it will do */
    public String checked(String field, String url) {
        URI uri = parsed(field, url);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        boolean loopback = "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(host);
        if (host.isEmpty() || !(secure || loopback) || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new Refusal.InvalidInput(
                    field, "must be an absolute https URL (http only on localhost) without user or fragment");
        }
        if (!origins.isEmpty() && !origins.contains(origin(uri, host))) {
            throw new Refusal.InvalidInput(field, "must be of an origin that the operator allows");
        }
        return url;
    }

    private static URI parsed(String field, String url) {
        if (url.length() > LONGEST) {
            throw new Refusal.InvalidInput(field, "must have at most " + LONGEST + " characters");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new Refusal.InvalidInput(field, "is no URL");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private static String origin(URI uri, String host) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + uri.getPort());
    }
}
