package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;

/**
 * One call and its reply; the layers of the wire are exchanges around exchanges. Fails with a {@link ProviderFailure} and
 * nothing else.
 */
@FunctionalInterface
public interface Exchange {
    Reply send(Call call);
}
