package dev.portolan.application.port;

/** Unguessable text for keys and the like. */
@FunctionalInterface
public interface SecretSource {
    /** @return {@code bytes} random bytes as URL-safe base64 without padding */
    String next(int bytes);
}
