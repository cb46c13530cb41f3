package dev.portolan.providers.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of schemas, tables and columns: quoted for SQL, and in the one form that ids have. */
final class Names {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern NAME = Pattern.compile("([a-z_][a-z0-9_]*)|\"((?:[^\"]|\"\")+)\"");

    private Names() {}

    /** For SQL: always in quotes, which keep case, dots and keywords. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** For ids: in quotes only where it must be, so that one name has one form whatever keywords a server knows. */
    static String canonical(String name) {
        return PLAIN.matcher(name).matches() ? name : quoted(name);
    }

    static String canonical(String schema, String table) {
        return canonical(schema) + "." + canonical(table);
    }

    /** The names that a canonical text joins with dots, and what follows a colon; empty where it is none. */
    static Optional<Parsed> parse(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        int at = 0;
        while (matcher.find(at) && matcher.start() == at) {
            String name = matcher.group(1) != null
                    ? matcher.group(1)
                    : matcher.group(2).replace("\"\"", "\"");
            names.add(name);
            if (!canonical(name).equals(matcher.group())) {
                return Optional.empty();
            }
            at = matcher.end();
            if (at == text.length()) {
                return Optional.of(new Parsed(List.copyOf(names), Optional.empty()));
            }
            if (text.charAt(at) == ':') {
                return Optional.of(new Parsed(List.copyOf(names), Optional.of(text.substring(at + 1))));
            }
            if (text.charAt(at) != '.') {
                return Optional.empty();
            }
            at++;
        }
        return Optional.empty();
    }

    /** @param rest what follows the colon */
    record Parsed(List<String> names, Optional<String> rest) {}
}
