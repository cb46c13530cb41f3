package dev.portolan.bootstrap;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Where the server listens and keeps its data: what has to be right before anything else can start. */
record Whereabouts(String host, int port, Path data, String databaseUrl) {
    private static final int HIGHEST_PORT = 65_535;

    static Whereabouts of(Map<String, String> variables, Map<String, Object> overrides) throws StartFailure {
        Path data = Path.of(chosen(variables, overrides, "data", "data"));
        return new Whereabouts(
                chosen(variables, overrides, "host", "127.0.0.1"),
                port(chosen(variables, overrides, "port", "8080")),
                data,
                chosen(variables, overrides, "database.url", EmbeddedDatabase.in(data)));
    }

    /** The same, as properties, and whatever else is overridden. */
    Map<String, Object> over(Map<String, Object> overrides) {
        Map<String, Object> properties = new HashMap<>(overrides);
        properties.put("portolan.host", host);
        properties.put("portolan.port", port);
        properties.put("portolan.data", data.toString());
        properties.put("portolan.database.url", databaseUrl);
        return properties;
    }

    static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** An override wins over a variable; a variable set to nothing is not set. */
    private static String chosen(
            Map<String, String> variables, Map<String, Object> overrides, String name, String otherwise) {
        Object override = overrides.get("portolan." + name);
        if (override != null) {
            return override.toString();
        }
        String variable =
                variables.getOrDefault("PORTOLAN_" + name.replace('.', '_').toUpperCase(Locale.ROOT), "");
        return variable.isBlank() ? otherwise : variable;
    }

    private static int port(String text) throws StartFailure {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
            return Integer.parseInt(text);
        }
        throw new StartFailure("PORTOLAN_PORT is no port: " + text);
    }
}
