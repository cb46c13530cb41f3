package dev.portolan.domain;

import java.util.Map;
import java.util.UUID;

/** What opens the far door: sealed at rest, redacted in every text form. */
public sealed interface Credential {

    record Id(UUID value) {}

    /** Keys and passwords by field name. */
    record Secrets(Map<String, String> values) implements Credential {
        public static final Secrets NONE = new Secrets(Map.of());

        public Secrets {
            values = Map.copyOf(values);
        }

        @Override
        public String toString() {
            return "Secrets" + values.keySet();
        }
    }
}
