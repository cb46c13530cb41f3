package dev.portolan.application.sync;

/** Why a worker lets go of a scope in mid-work: a signal inside this package, never seen outside. */
final class SliceStopped extends RuntimeException {

    enum Reason {
        CANCELLED,
        /** Another worker has taken over: nothing more may be committed. */
        LEASE_LOST,
        SHUTTING_DOWN
    }

    private final Reason reason;

    SliceStopped(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
