package dev.portolan.application.port;

/** Turns passwords into what may be stored of them: slow on purpose, salted, one way. */
public interface PasswordHashing {

    String hash(String password);

    boolean matches(String password, String hash);
}
