package dev.portolan.domain;

import java.util.List;
import java.util.Locale;

/** How a value is compared with what a caller gave. Texts compare by their characters, with case but where it says otherwise. */
public enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IN,
    NOT_IN,
    CONTAINS,
    /** Contains, whatever the case. */
    ICONTAINS,
    STARTS_WITH,
    ENDS_WITH;

    /** Whether it means something for texts only. */
    public boolean textual() {
        return switch (this) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN, NOT_IN -> false;
            case CONTAINS, ICONTAINS, STARTS_WITH, ENDS_WITH -> true;
        };
    }

    /** Whether it takes any number of operands; the others take one. */
    public boolean ofMany() {
        return this == IN || this == NOT_IN;
    }

    /** @param operands exactly one, but for {@link #IN} and {@link #NOT_IN} */
    public boolean holds(String value, List<String> operands) {
        return switch (this) {
            case CONTAINS -> value.contains(operands.getFirst());
            case ICONTAINS ->
                value.toLowerCase(Locale.ROOT).contains(operands.getFirst().toLowerCase(Locale.ROOT));
            case STARTS_WITH -> value.startsWith(operands.getFirst());
            case ENDS_WITH -> value.endsWith(operands.getFirst());
            default -> ordered(value, operands);
        };
    }

    /** The same for what is no text. */
    public <T extends Comparable<? super T>> boolean ordered(T value, List<T> operands) {
        return switch (this) {
            case EQUAL -> value.compareTo(operands.getFirst()) == 0;
            case NOT_EQUAL -> value.compareTo(operands.getFirst()) != 0;
            case LESS -> value.compareTo(operands.getFirst()) < 0;
            case LESS_OR_EQUAL -> value.compareTo(operands.getFirst()) <= 0;
            case GREATER -> value.compareTo(operands.getFirst()) > 0;
            case GREATER_OR_EQUAL -> value.compareTo(operands.getFirst()) >= 0;
            case IN -> operands.contains(value);
            case NOT_IN -> !operands.contains(value);
            case CONTAINS, ICONTAINS, STARTS_WITH, ENDS_WITH ->
                throw new IllegalArgumentException(this + " is for texts");
        };
    }
}
