package dev.portolan.providers.postgresql;

import dev.portolan.providers.ConnectorContract;
import dev.portolan.providers.Fixture;

class PostgresqlContractTest extends ConnectorContract {

    @Override
    protected Fixture make() {
        return new PostgresqlFixture();
    }
}
