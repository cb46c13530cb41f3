package dev.portolan.rest.zensearch;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.SyncRun;
import dev.portolan.rest.ShortIds;

/** Ids as zensearch writes them: a short word and 32 hexadecimal digits. */
final class Ids {

    private Ids() {}

    static String connector(Connection.Id id) {
        return ShortIds.write("conn_", id.value());
    }

    static String collection(Collection.Id id) {
        return ShortIds.write("col_", id.value());
    }

    static String job(SyncRun.Id id) {
        return ShortIds.write("job_", id.value());
    }
}
