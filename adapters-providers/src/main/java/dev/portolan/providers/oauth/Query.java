package dev.portolan.providers.oauth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Names and values as URLs and forms carry them. */
final class Query {

    private Query() {}

    /** For a URL: what RFC 3986 does not call unreserved is escaped, the space too. */
    static String ofUrl(Map<String, String> fields) {
        return joined(fields).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    /** For a body of type {@code application/x-www-form-urlencoded}. */
    static String ofForm(Map<String, String> fields) {
        return joined(fields);
    }

    static String formEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String joined(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> formEncoded(field.getKey()) + "=" + formEncoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
