package dev.portolan.rest.zensearch;

import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.SyncRun;
import java.util.UUID;

/** Ids as zensearch writes them: a short word and 32 hexadecimal digits. */
final class Ids {

    private Ids() {}

    static String connector(Connection.Id id) {
        return write("conn_", id.value());
    }

    static String collection(Collection.Id id) {
        return write("col_", id.value());
    }

    static String job(SyncRun.Id id) {
        return write("job_", id.value());
    }

    private static String write(String word, UUID id) {
        return word + id.toString().replace("-", "");
    }
}
