package dev.portolan.persistence.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** A keyset of AES-GCM keys, and the two forms in which it is kept: JSON in clear for the master, sealed for the others. */
record AeadKeyset(KeysetHandle handle) {

    static AeadKeyset generate() throws GeneralSecurityException {
        return new AeadKeyset(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, configuration()));
    }

    static AeadKeyset ofJson(String json) throws GeneralSecurityException {
        return new AeadKeyset(
                TinkJsonProtoKeysetFormat.parseKeyset(json, configuration(), InsecureSecretKeyAccess.get()));
    }

    String json() throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(handle, configuration(), InsecureSecretKeyAccess.get());
    }

    static AeadKeyset ofSealed(byte[] sealed, Aead by, byte[] associated) throws GeneralSecurityException {
        return new AeadKeyset(TinkProtoKeysetFormat.parseEncryptedKeyset(sealed, by, associated, configuration()));
    }

    byte[] sealed(Aead by, byte[] associated) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.serializeEncryptedKeyset(handle, by, associated, configuration());
    }

    Aead aead() throws GeneralSecurityException {
        return handle.getPrimitive(configuration(), Aead.class);
    }

    private static Configuration configuration() throws GeneralSecurityException {
        AeadConfig.register();
        return RegistryConfiguration.get();
    }
}
