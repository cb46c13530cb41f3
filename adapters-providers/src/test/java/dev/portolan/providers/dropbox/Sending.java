package dev.portolan.providers.dropbox;

import dev.portolan.providers.OAuthConnectors;
import java.util.Map;

/** How the fake writes. */
final class Sending {

    private Sending() {}

    static String text(Map<String, ?> value) {
        return OAuthConnectors.json().write(value);
    }

    static String headerSafe(String json) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            safe.append(c >= 0x20 && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return safe.toString();
    }
}
