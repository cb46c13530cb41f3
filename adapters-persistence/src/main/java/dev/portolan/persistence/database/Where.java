package dev.portolan.persistence.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditions that are only asked where there is something to compare with, and their parameters. */
public final class Where {

    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    /** @param condition with one question mark for each value */
    public Where and(String condition, Object... values) {
        text.append(text.isEmpty() ? " where " : " and ").append(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    public Where and(String condition, Optional<?> value) {
        return value.isPresent() ? and(condition, value.get()) : this;
    }

    public String text() {
        return text.toString();
    }

    /** The conditions' own, and what follows after them in the statement. */
    public @Nullable Object[] parametersAnd(Object... more) {
        List<@Nullable Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return all.toArray();
    }
}
