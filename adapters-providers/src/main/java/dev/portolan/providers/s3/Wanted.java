package dev.portolan.providers.s3;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is asked of a listing. Empty texts ask for nothing. */
record Wanted(String prefix, String after, String delimiter, String token, int size) {

    static Wanted after(String prefix, String after, int size) {
        return new Wanted(prefix, after, "", "", size);
    }

    /** What is directly beneath a prefix that ends in a slash. */
    static Wanted beneath(String prefix, String token, int size) {
        return new Wanted(prefix, "", "/", token, size);
    }

    /** The page that a token of the same listing names. */
    Wanted at(String nextToken) {
        return new Wanted(prefix, "", delimiter, nextToken, size);
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("list-type", "2");
        parameters.put("encoding-type", "url");
        parameters.put("max-keys", String.valueOf(size));
        put(parameters, "prefix", prefix);
        put(parameters, "delimiter", delimiter);
        put(parameters, "start-after", after);
        put(parameters, "continuation-token", token);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }
}
