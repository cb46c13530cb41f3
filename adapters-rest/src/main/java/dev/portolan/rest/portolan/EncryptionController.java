package dev.portolan.rest.portolan;

import dev.portolan.application.Encryption;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.portolan.EncryptionJson.RotationView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The keys that credentials are sealed with, for the administrator of the deployment. */
@Controller(PortolanApi.MOUNT + "/encryption/rotation")
@PortolanRoutes
@Tag(name = "Encryption")
final class EncryptionController {

    private final Encryption encryption;

    EncryptionController(Encryption encryption) {
        this.encryption = encryption;
    }

    /** How far the last rotation has come. */
    @Get
    RotationView getRotation(@CalledBy Principal caller) {
        return RotationView.of(encryption.progress(caller));
    }

    /** Makes a new data key at once; what older ones have sealed stays readable and is sealed anew in the background. */
    @Post
    RotationView rotateKeys(@CalledBy Principal caller) {
        return RotationView.of(encryption.rotate(caller));
    }
}
