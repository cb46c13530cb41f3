package dev.portolan.providers.postgresql;

import dev.portolan.application.port.Connector;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Settings;
import java.util.Set;

/** Where a database is and who asks; the password is looked up when it is needed. */
record Place(String host, int port, String database, String sslmode, Connector.Keys keys) {

    static final long PORT = 5432;
    static final String SSLMODE = "require";
    static final String USERNAME = "username";
    static final String PASSWORD = "password";

    private static final String HOST = "[A-Za-z0-9._-]{1,253}|(?=(?:[^:]*:){2})[0-9A-Fa-f:.]{2,45}";

    Place {
        // The driver takes lists of hosts and more in their place; here it is one host and nothing else.
        if (!host.matches(HOST)) {
            throw new ProviderFailure.Invalid("The host must be one host name or IP address, without port or path");
        }
        if (port < 1 || port > 65_535) {
            throw new ProviderFailure.Invalid("The port must be from 1 to 65535");
        }
    }

    static Place of(Settings settings, Connector.Keys keys) {
        String host = settings.require("host");
        return new Place(
                host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
                settings.number("port").orElse(PORT).intValue(),
                settings.require("database"),
                settings.text("sslmode").orElse(SSLMODE),
                keys);
    }

    boolean verifiesServer() {
        return Set.of("verify-ca", "verify-full").contains(sslmode);
    }

    boolean demandsTls() {
        return !Set.of("disable", "allow", "prefer").contains(sslmode);
    }

    String user() {
        return keys.secret(USERNAME).orElse("");
    }

    String password() {
        return keys.secret(PASSWORD).orElse("");
    }

    String server() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return user() + "@" + server() + "/" + database;
    }
}
