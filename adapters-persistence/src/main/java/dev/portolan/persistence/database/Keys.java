package dev.portolan.persistence.database;

import dev.portolan.domain.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Short keys of long ids: 128 bits of a digest, small enough for any index, and never a coincidence. */
public final class Keys {

    private Keys() {}

    public static UUID of(Scope.Id scope) {
        return of(scope.value());
    }

    public static UUID of(String id) {
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(id.getBytes(StandardCharsets.UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
