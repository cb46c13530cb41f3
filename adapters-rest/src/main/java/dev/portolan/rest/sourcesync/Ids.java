package dev.portolan.rest.sourcesync;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import java.util.UUID;

/** Ids as sourcesync writes them: a short word and 32 hexadecimal digits. Namespaces go by their own words. */
final class Ids {

    private Ids() {}

    static String connection(Connection.Id id) {
        return write("conn_", id.value());
    }

    static String organization(Organization.Id id) {
        return write("org_", id.value());
    }

    private static String write(String word, UUID id) {
        return word + id.toString().replace("-", "");
    }
}
