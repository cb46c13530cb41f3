package dev.portolan.bootstrap.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** The server that a command speaks to, and the key that it shows. */
final class Target {

    @Option(names = "--url", description = "The server; default http://$PORTOLAN_HOST:$PORTOLAN_PORT.")
    private String url = "";

    @Option(names = "--key", description = "An API key; default $PORTOLAN_ADMIN_KEY.")
    private String key = "";

    /** To be closed by who asks for it. */
    Api api() {
        return new Api(base(), key());
    }

    private URI base() {
        String text = url.isBlank()
                ? "http://" + variable("PORTOLAN_HOST", "127.0.0.1") + ":" + variable("PORTOLAN_PORT", "8080")
                : url;
        try {
            return URI.create(text.endsWith("/") ? text : text + "/");
        } catch (IllegalArgumentException wrong) {
            throw new CliFailure("--url is no URL: " + text);
        }
    }

    private String key() {
        String chosen = key.isBlank() ? variable("PORTOLAN_ADMIN_KEY", "") : key;
        if (chosen.isBlank()) {
            throw new CliFailure("no API key: say --key, or set PORTOLAN_ADMIN_KEY; ./portolan admin-key makes one");
        }
        return chosen;
    }

    private static String variable(String name, String otherwise) {
        String value = System.getenv().getOrDefault(name, "");
        return value.isBlank() ? otherwise : value;
    }
}
