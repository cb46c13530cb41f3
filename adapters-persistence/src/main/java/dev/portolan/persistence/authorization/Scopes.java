package dev.portolan.persistence.authorization;

import java.util.Arrays;
import java.util.List;

/** OAuth scopes in one column: they have no spaces. */
final class Scopes {

    private Scopes() {}

    static String write(List<String> scopes) {
        return String.join(" ", scopes);
    }

    static List<String> read(String text) {
        return Arrays.stream(text.split(" ")).filter(scope -> !scope.isEmpty()).toList();
    }
}
