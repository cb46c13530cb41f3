package dev.portolan.rest.sourcesync;

import dev.portolan.domain.Connection;
import dev.portolan.domain.Organization;
import dev.portolan.rest.ShortIds;

/** Ids as sourcesync writes them: a short word and 32 hexadecimal digits. Namespaces go by their own words. */
final class Ids {

    private Ids() {}

    static String connection(Connection.Id id) {
        return ShortIds.write("conn_", id.value());
    }

    static String organization(Organization.Id id) {
        return ShortIds.write("org_", id.value());
    }
}
