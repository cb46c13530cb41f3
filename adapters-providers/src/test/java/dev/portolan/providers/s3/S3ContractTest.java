package dev.portolan.providers.s3;

import dev.portolan.providers.Fixture;
import dev.portolan.providers.HttpContract;

class S3ContractTest extends HttpContract {
    @Override
    protected Fixture make() {
        return new S3ProxyFixture();
    }
}
