package dev.portolan.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** H2 in a file, as it is embedded in production. */
final class OnH2 extends DatabaseExtension {

    @Override
    TestDatabase open() throws IOException {
        Path directory = Files.createTempDirectory("portolan-h2");
        return TestDatabase.open(url(directory), "portolan", directory);
    }

    static String url(Path directory) {
        return "jdbc:h2:file:" + directory.resolve("portolan")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }
}
