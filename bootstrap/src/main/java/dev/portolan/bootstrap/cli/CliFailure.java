package dev.portolan.bootstrap.cli;

/** Why a command could not do what it was asked to, in one line for who asked. */
public final class CliFailure extends RuntimeException {
    public CliFailure(String message) {
        super(message, null, false, false);
    }
}
