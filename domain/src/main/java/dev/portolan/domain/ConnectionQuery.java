package dev.portolan.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A stretch of an organization's connections: those that meet every condition, in an order. What is deleted, or about to be,
 * is never among them.
 *
 * @param descending also decides between those that are equal in the order's own terms, by their ids
 * @param offset how many of the first are left out
 */
public record ConnectionQuery(List<Condition> conditions, Order order, boolean descending, int offset, int limit) {

    public ConnectionQuery {
        conditions = List.copyOf(conditions);
    }

    /** What a connection must be like. */
    public sealed interface Condition {

        /** Of one of these providers; none where the set is empty. */
        record OfProviders(Set<Provider.Id> among) implements Condition {
            public OfProviders {
                among = Set.copyOf(among);
            }
        }

        record OfText(Text text, Comparison comparison, List<String> operands) implements Condition {
            public OfText {
                operands = List.copyOf(operands);
            }
        }

        /** @param comparison not a textual one */
        record OfTime(Time time, Comparison comparison, List<Instant> operands) implements Condition {
            public OfTime {
                operands = List.copyOf(operands);
                if (comparison.textual()) {
                    throw new IllegalArgumentException(comparison + " is for texts");
                }
            }
        }
    }

    /** What is compared as a text. */
    public enum Text {
        NAME,
        /** A user's id in its plain form. */
        CREATED_BY
    }

    /** What is compared as a time. */
    public enum Time {
        CREATED_AT,
        UPDATED_AT
    }

    /** What connections are put in order by. */
    public sealed interface Order {

        /** As they were made. */
        record ByAge() implements Order {}

        record ByName() implements Order {}

        record ByTime(Time time) implements Order {}

        /** As their providers stand in a list; those of other providers come last. */
        record ByProvider(List<Provider.Id> ranked) implements Order {
            public ByProvider {
                ranked = List.copyOf(ranked);
            }
        }
    }

    /** @param total how many there are, whatever the offset and limit */
    public record Found(List<Connection> items, long total) {
        public Found {
            items = List.copyOf(items);
        }
    }
}
