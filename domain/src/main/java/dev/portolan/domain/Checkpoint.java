package dev.portolan.domain;

/** Where a scope's sync stopped, opaque to the core. At most 16 kB however large the source. */
public record Checkpoint(String value) {

    public static final int MAX_LENGTH = 16_384;

    /** Before everything: the listing begins. */
    public static final Checkpoint START = new Checkpoint("");

    public Checkpoint {
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A checkpoint of " + value.length() + " characters exceeds " + MAX_LENGTH);
        }
    }

    public boolean isStart() {
        return value.isEmpty();
    }
}
