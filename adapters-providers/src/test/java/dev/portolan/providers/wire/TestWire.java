package dev.portolan.providers.wire;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The real wire, allowed to reach this machine, and in no mood to wait. */
public final class TestWire implements AutoCloseable {

    static final Pauses NONE = new Pauses(Duration.ofNanos(1), asked -> Duration.ZERO);

    private final Transport transport = new Transport(new AddressGuard(List.of("127.0.0.0/8")));

    public Wire wire() {
        return new Wire(transport, InstantSource.system(), NONE);
    }

    @Override
    public void close() {
        transport.close();
    }
}
