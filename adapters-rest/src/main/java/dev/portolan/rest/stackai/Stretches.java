package dev.portolan.rest.stackai;

import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.ConnectionQuery.Condition;
import dev.portolan.domain.ConnectionQuery.Order;
import dev.portolan.domain.Page;
import dev.portolan.domain.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stretches of listings: how many, from where, in which order. */
final class Stretches {

    private static final int MOST = 1_000;

    private Stretches() {}

    /** An order and its direction. */
    record Sorting(Order order, boolean descending) {
        static final Sorting NEWEST = new Sorting(new Order.ByAge(), true);
    }

    /** Where a listing goes on; its start where there is no cursor. */
    static Page.Cursor position(@Nullable String cursor) {
        return cursor == null ? Page.Cursor.START : new Page.Cursor(cursor);
    }

    static ConnectionQuery query(List<Condition> conditions, Optional<Sorting> sorting, int limit, int offset) {
        List<Refusal.InvalidInput.Problem> problems = new ArrayList<>();
        if (limit < 1 || limit > MOST) {
            problems.add(new Refusal.InvalidInput.Problem("limit", "must be from 1 to " + MOST));
        }
        if (offset < 0) {
            problems.add(new Refusal.InvalidInput.Problem("offset", "must be 0 or more"));
        }
        if (!problems.isEmpty()) {
            throw new Refusal.InvalidInput(problems);
        }
        Sorting chosen = sorting.orElse(Sorting.NEWEST);
        return new ConnectionQuery(conditions, chosen.order(), chosen.descending(), offset, limit);
    }
}
