package dev.portolan.providers.folder;

import dev.portolan.providers.ConnectorContract;
import dev.portolan.providers.Fixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderContractTest extends ConnectorContract {

    @TempDir
    Path temp;

    @Override
    protected Fixture make() {
        return new FolderFixture(temp);
    }
}
