package dev.portolan.application;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads ids in every rendering that a dialect writes: a plain UUID, or a short word, an underscore and 32 hex digits. */
public final class References {

    private static final Pattern RENDERED = Pattern.compile(
            "(?:[a-z]{1,8}_)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})",
            Pattern.CASE_INSENSITIVE);

    private References() {}

    /** Empty where the text is no rendering of ours: such an id is simply unknown. */
    public static Optional<UUID> uuid(String text) {
        Matcher matcher = RENDERED.matcher(text);
        return matcher.matches()
                ? Optional.of(UUID.fromString(String.join(
                        "-", matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), matcher.group(5))))
                : Optional.empty();
    }
}
