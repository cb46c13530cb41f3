package dev.portolan.rest;

import dev.portolan.domain.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The names of enumerated things as clients read and write them: lower case, words joined by underscores. */
public final class Words {

    private Words() {}

    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    public static <E extends Enum<E>> Optional<E> find(Class<E> words, String text) {
        return Arrays.stream(words.getEnumConstants())
                .filter(word -> of(word).equals(text))
                .findFirst();
    }

    /** A parameter's value. */
    public static <E extends Enum<E>> E parameter(String name, Class<E> words, String text) {
        return find(words, text).orElseThrow(() -> new Refusal.InvalidInput(name, expected(words)));
    }

    /** A parameter that is true or false, and never one of them by mistake. */
    public static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Refusal.InvalidInput(name, "must be true or false");
        };
    }

    static <E extends Enum<E>> String expected(Class<E> words) {
        return "must be one of "
                + String.join(
                        ", ",
                        Arrays.stream(words.getEnumConstants()).map(Words::of).toList());
    }
}
