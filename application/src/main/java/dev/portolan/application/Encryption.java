package dev.portolan.application;

import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.CredentialVault.Sealing;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;

/** The keys that credentials are sealed with, for the administrator of the deployment. */
public final class Encryption {

    private final CredentialVault vault;
    private final Rights rights;

    Encryption(CredentialVault vault, Rights rights) {
        this.vault = vault;
        this.rights = rights;
    }

    /** Makes a new key; what older ones have sealed is sealed anew in the background. */
    public Sealing rotate(Principal caller) {
        requireOperator(caller);
        vault.rotate();
        return vault.sealing();
    }

    public Sealing progress(Principal caller) {
        requireOperator(caller);
        return vault.sealing();
    }

    private void requireOperator(Principal caller) {
        rights.require(caller, KeyScope.ADMIN, Role.ADMIN);
        if (!caller.operator()) {
            throw new Refusal.Forbidden("This is for the administrator of the deployment");
        }
    }
}
