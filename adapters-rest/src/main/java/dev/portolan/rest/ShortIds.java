package dev.portolan.rest;

import java.util.UUID;

/** Ids as several dialects write them: a short word and 32 hexadecimal digits. */
public final class ShortIds {

    private ShortIds() {}

    /** @param word with its underscore, such as {@code conn_} */
    public static String write(String word, UUID id) {
        return word + id.toString().replace("-", "");
    }
}
