package dev.portolan.application.memory;

import dev.portolan.application.port.SecretSource;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/** Secrets that anybody can guess. */
public final class SequentialSecrets implements SecretSource {

    private final AtomicLong last = new AtomicLong();

    @Override
    public String next(int bytes) {
        byte[] secret = new byte[bytes];
        byte[] number =
                ByteBuffer.allocate(Long.BYTES).putLong(last.incrementAndGet()).array();
        System.arraycopy(number, Math.max(0, number.length - bytes), secret, 0, Math.min(bytes, number.length));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
