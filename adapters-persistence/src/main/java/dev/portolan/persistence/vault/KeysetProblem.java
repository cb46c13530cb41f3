package dev.portolan.persistence.vault;

/** Why the master keyset cannot be used, in one line for the operator. */
public final class KeysetProblem extends IllegalStateException {

    KeysetProblem(String message) {
        // Without the cause: parsers quote what they read.
        super(message);
    }
}
