package dev.portolan.persistence.vault;

import dev.portolan.application.port.PasswordHashing;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.mindrot.jbcrypt.BCrypt;

/** Passwords by bcrypt: a salt of their own each, and slow enough that guessing is no use. */
@Singleton
final class Bcrypt implements PasswordHashing {

    /** About a quarter of a second. */
    private static final int COST = 12;

    /** What bcrypt looks at. */
    private static final int BYTES = 72;

    @Override
    public String hash(String password) {
        return BCrypt.hashpw(password, BCrypt.gensalt(COST));
    }

    @Override
    public boolean matches(String password, String hash) {
        // A longer one is nobody's: we take none that would be cut.
        return password.getBytes(StandardCharsets.UTF_8).length <= BYTES && BCrypt.checkpw(password, hash);
    }
}
