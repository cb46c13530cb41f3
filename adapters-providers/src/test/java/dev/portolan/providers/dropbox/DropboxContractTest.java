package dev.portolan.providers.dropbox;

import dev.portolan.providers.Fixture;
import dev.portolan.providers.HttpContract;

class DropboxContractTest extends HttpContract {
    @Override
    protected Fixture make() {
        return new DropboxFixture();
    }
}
