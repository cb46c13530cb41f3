package dev.portolan.application.memory;

import dev.portolan.application.port.PasswordHashing;

/** Passwords that are hardly hashed, so that tests are fast. */
public final class PlainPasswords implements PasswordHashing {

    @Override
    public String hash(String password) {
        return "hashed " + password;
    }

    @Override
    public boolean matches(String password, String hash) {
        return hash.equals(hash(password));
    }
}
