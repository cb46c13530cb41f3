package dev.portolan.providers.notion;

import dev.portolan.providers.Fixture;
import dev.portolan.providers.HttpContract;

class NotionContractTest extends HttpContract {
    @Override
    protected Fixture make() {
        return new NotionFixture();
    }
}
