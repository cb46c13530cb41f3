package dev.portolan.rest.stackai;

import dev.portolan.domain.Refusal;
import java.util.Locale;

/** A parameter that is on or off, in the words that FastAPI takes. */
final class Switch {

    static final String REFRESH = "refresh_oauth_tokens";

    private Switch() {}

    static boolean isOn(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "y", "on", "t" -> true;
            case "false", "0", "no", "n", "off", "f" -> false;
            default -> throw new Refusal.InvalidInput(name, "must be true or false");
        };
    }
}
