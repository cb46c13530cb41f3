package dev.portolan.application;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A provider that knows keys and no consent. */
final class FakeSafe implements Connector {

    @Override
    public Provider provider() {
        return new Provider(
                new Provider.Id("fake_safe"),
                "Fake Safe",
                "Things behind a key",
                List.of(),
                List.of(new AuthScheme.Secrets(
                        List.of(Field.required("key", Field.Type.SECRET, "Key", "What opens it")))),
                List.of(),
                Set.of(),
                Optional.empty());
    }

    @Override
    public ConnectorSession open(Binding binding) {
        throw new IllegalStateException("Nobody opens it");
    }
}
