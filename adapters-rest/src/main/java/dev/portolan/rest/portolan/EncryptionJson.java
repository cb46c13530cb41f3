package dev.portolan.rest.portolan;

import dev.portolan.application.port.CredentialVault.Sealing;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** Rotations on the wire. */
final class EncryptionJson {

    private EncryptionJson() {}

    /**
     * @param key the number of the data key that seals, counted from 1
     * @param since when it was made
     * @param total credentials of all organizations
     * @param resealed those that the newest key has sealed
     * @param remaining those that an older one has
     * @param unreadable those of the remaining that do not open, because somebody changed or moved them in the database
     */
    @OnTheWire
    @Schema(name = "Rotation")
    record RotationView(
            @Schema(
                    type = "string",
                    allowableValues = {"running", "done"})
            String state,

            int key,
            Instant since,
            long total,
            long resealed,
            long remaining,
            long unreadable) {

        static RotationView of(Sealing sealing) {
            return new RotationView(
                    sealing.complete() ? "done" : "running",
                    sealing.key(),
                    sealing.since(),
                    sealing.sealed(),
                    sealing.sealed() - sealing.older(),
                    sealing.older(),
                    sealing.unreadable());
        }
    }
}
