package dev.portolan.persistence.time;

import dev.portolan.application.port.SecretSource;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets from the operating system's randomness. */
@Singleton
final class RandomSecrets implements SecretSource {

    private final SecureRandom random = new SecureRandom();

    @Override
    public String next(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
