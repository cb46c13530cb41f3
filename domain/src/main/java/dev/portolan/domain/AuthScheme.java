package dev.portolan.domain;

import java.util.List;

/** How a connection proves who it is; always data, never code per provider. */
public sealed interface AuthScheme {

    /** Keys or passwords that the user types in; an empty list means that nothing is needed. */
    record Secrets(List<Field> fields) implements AuthScheme {
        public Secrets {
            fields = List.copyOf(fields);
        }
    }
}
