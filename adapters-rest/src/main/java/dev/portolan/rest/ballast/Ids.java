package dev.portolan.rest.ballast;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Provider;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.ShortIds;

/** Ids as ballast writes them: a short word and 32 hexadecimal digits. */
final class Ids {

    private Ids() {}

    static String source(Provider.Id id) {
        return "src_" + id.value();
    }

    static String sourceConnection(Connection.Id id) {
        return ShortIds.write("sc_", id.value());
    }

    static String collection(Collection.Id id) {
        return ShortIds.write("col_", id.value());
    }

    static String sync(SyncRun.Id id) {
        return ShortIds.write("sync_", id.value());
    }
}
