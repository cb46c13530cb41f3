package dev.portolan.domain;

import java.util.List;
import java.util.Optional;

/**
 * One setting or secret of a provider: the catalogue, validation, masking and the documents all read it.
 *
 * @param initial the default value in text form, if any
 * @param choices the legal values; empty means any
 */
public record Field(
        String name,
        Type type,
        boolean required,
        String label,
        String help,
        Optional<String> initial,
        List<String> choices) {

    public enum Type {
        TEXT,
        /** An absolute http or https URL without user info, query or fragment. */
        URL,
        /** A host name or IP address alone, without scheme, port or path. */
        HOST,
        /** A TCP port, 1 to 65535. */
        PORT,
        NUMBER,
        FLAG,
        /** A list of texts; one text with commas is accepted for it. */
        TEXTS,
        /** A text that is never shown again. */
        SECRET
    }

    public Field {
        choices = List.copyOf(choices);
    }

    public static Field required(String name, Type type, String label, String help) {
        return new Field(name, type, true, label, help, Optional.empty(), List.of());
    }

    public static Field optional(String name, Type type, String label, String help) {
        return new Field(name, type, false, label, help, Optional.empty(), List.of());
    }

    public Field withInitial(String text) {
        return new Field(name, type, required, label, help, Optional.of(text), choices);
    }

    public Field withChoices(String... values) {
        return new Field(name, type, required, label, help, initial, List.of(values));
    }
}
