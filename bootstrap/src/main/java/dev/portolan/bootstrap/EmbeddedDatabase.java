package dev.portolan.bootstrap;

import java.nio.file.Path;

/** The JDBC URLs of H2, set up to be as close to PostgreSQL as it gets and to have on disk what it has answered. */
final class EmbeddedDatabase {
    private static final String LIKE_POSTGRESQL =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=20000";

    private EmbeddedDatabase() {}

    static String in(Path directory) {
        return "jdbc:h2:file:" + directory.toAbsolutePath().normalize().resolve("portolan") + LIKE_POSTGRESQL
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    /** Lives as long as the process. */
    static String inMemory(String name) {
        return "jdbc:h2:mem:" + name + LIKE_POSTGRESQL + ";DB_CLOSE_DELAY=-1";
    }
}
