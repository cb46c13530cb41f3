package dev.portolan.providers.disk;

import java.io.IOException;

/** A path that leads, or tries to lead, out of what the operator has opened. */
public final class Outside extends IOException {
    Outside(String message) {
        super(message);
    }
}
