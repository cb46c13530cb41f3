package dev.portolan.application;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads ids in every rendering that a dialect writes: a plain UUID, or a short word, an underscore and 32 hex digits. */
public final class References {

    private static final Pattern RENDERED = Pattern.compile(
            "(?:[a-z]{1,8}_)?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}",
            Pattern.CASE_INSENSITIVE);

    private References() {}

    /** Empty where the text is no rendering of ours: such an id is simply unknown. */
    public static Optional<UUID> uuid(String text) {
        if (!RENDERED.matcher(text).matches()) {
            return Optional.empty();
        }
        String digits = text.substring(text.indexOf('_') + 1).replace("-", "");
        return Optional.of(
                new UUID(HexFormat.fromHexDigitsToLong(digits, 0, 16), HexFormat.fromHexDigitsToLong(digits, 16, 32)));
    }
}
