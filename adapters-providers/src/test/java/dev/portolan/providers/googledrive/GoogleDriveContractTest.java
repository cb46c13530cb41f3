package dev.portolan.providers.googledrive;

import dev.portolan.providers.Fixture;
import dev.portolan.providers.HttpContract;

class GoogleDriveContractTest extends HttpContract {
    @Override
    protected Fixture make() {
        return new GoogleDriveFixture();
    }
}
