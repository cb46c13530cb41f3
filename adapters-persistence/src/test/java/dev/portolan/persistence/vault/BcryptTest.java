package dev.portolan.persistence.vault;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BcryptTest {

    private final Bcrypt bcrypt = new Bcrypt();

    @Test
    void a_password_is_known_again_by_a_hash_that_is_another_each_time() {
        String hash = bcrypt.hash("correct horse");
        assertTrue(hash.startsWith("$2a$12$"), hash);
        assertTrue(bcrypt.matches("correct horse", hash));
        assertFalse(bcrypt.matches("correct hors", hash));
        assertNotEquals(hash, bcrypt.hash("correct horse"));
    }

    @Test
    void nothing_of_the_longest_password_is_cut() {
        String longest = "é".repeat(36);
        String hash = bcrypt.hash(longest);
        assertTrue(bcrypt.matches(longest, hash));
        assertFalse(bcrypt.matches(longest.substring(1) + "è", hash));
        assertFalse(bcrypt.matches(longest + "x", hash));
        assertFalse(bcrypt.matches("", hash));
    }
}
