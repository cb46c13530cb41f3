package dev.portolan.rest.stackai;

import dev.portolan.application.References;
import dev.portolan.domain.Comparison;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.ConnectionQuery.Condition;
import dev.portolan.domain.ConnectionQuery.Order;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads {@code field__operator=value} parameters into conditions; names every one that makes no sense. */
final class Filters {

    private static final Map<String, Comparison> OPERATORS = Map.ofEntries(
            Map.entry("eq", Comparison.EQUAL),
            Map.entry("ne", Comparison.NOT_EQUAL),
            Map.entry("lt", Comparison.LESS),
            Map.entry("lte", Comparison.LESS_OR_EQUAL),
            Map.entry("gt", Comparison.GREATER),
            Map.entry("gte", Comparison.GREATER_OR_EQUAL),
            Map.entry("in", Comparison.IN),
            Map.entry("not_in", Comparison.NOT_IN),
            Map.entry("contains", Comparison.CONTAINS),
            Map.entry("icontains", Comparison.ICONTAINS),
            Map.entry("startswith", Comparison.STARTS_WITH),
            Map.entry("endswith", Comparison.ENDS_WITH));

    private static final String IS_NULL = "isnull";
    private static final int MOST = 1_000;

    /** What can be compared and sorted by; nothing of it is ever null. */
    enum Field {
        NAME,
        PROVIDER_ID,
        CONNECTION_TYPE_ID,
        CREATED_BY,
        CREATED_AT,
        UPDATED_AT;

        static Optional<Field> of(String name) {
            return java.util.Arrays.stream(values())
                    .filter(field -> field.name().equals(name.toUpperCase(java.util.Locale.ROOT))
                            && name.equals(name.toLowerCase(java.util.Locale.ROOT)))
                    .findFirst();
        }
    }

    private final Types types;
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Refusal.InvalidInput.Problem> problems = new ArrayList<>();

    private Filters(Types types) {
        this.types = types;
    }

    /** @param parameters all but those that are no filters */
    static List<Condition> read(Map<String, List<String>> parameters, Types types) {
        Filters filters = new Filters(types);
        parameters.forEach((name, values) -> values.forEach(value -> filters.read(name, value)));
        if (!filters.problems.isEmpty()) {
            throw new Refusal.InvalidInput(filters.problems);
        }
        return filters.conditions;
    }

    private void read(String parameter, String value) {
        int end = parameter.indexOf("__");
        Optional<Field> field = Field.of(end < 0 ? parameter : parameter.substring(0, end));
        String operator = end < 0 ? "eq" : parameter.substring(end + 2);
        if (field.isEmpty()) {
            problem(parameter, "names no field that can be filtered by; these are " + names());
        } else if (operator.equals(IS_NULL)) {
            readNull(parameter, value);
        } else if (!OPERATORS.containsKey(operator)) {
            problem(parameter, "names no operator; these are " + operators());
        } else {
            Comparison comparison = java.util.Objects.requireNonNull(OPERATORS.get(operator));
            List<String> operands = comparison.ofMany() ? List.of(value.split(",", -1)) : List.of(value);
            if (operands.size() > MOST) {
                problem(parameter, "has more than " + MOST + " values");
            } else {
                condition(parameter, field.get(), comparison, operands).ifPresent(conditions::add);
            }
        }
    }

    private void readNull(String parameter, String value) {
        switch (value) {
            case "true" -> conditions.add(new Condition.OfProviders(Set.of()));
            case "false" -> {}
            default -> problem(parameter, "must be true or false");
        }
    }

    private Optional<Condition> condition(String parameter, Field field, Comparison comparison, List<String> operands) {
        return switch (field) {
            case NAME -> Optional.of(new Condition.OfText(ConnectionQuery.Text.NAME, comparison, operands));
            case CREATED_BY ->
                Optional.of(new Condition.OfText(
                        ConnectionQuery.Text.CREATED_BY,
                        comparison,
                        comparison.textual()
                                ? operands
                                : operands.stream().map(Filters::plainId).toList()));
            case PROVIDER_ID ->
                Optional.of(ofProviders(comparison, operands, provider -> Types.providerId(provider.id())));
            case CONNECTION_TYPE_ID -> Optional.of(ofProviders(comparison, operands, Types::connectionTypeId));
            case CREATED_AT -> ofTime(parameter, ConnectionQuery.Time.CREATED_AT, comparison, operands);
            case UPDATED_AT -> ofTime(parameter, ConnectionQuery.Time.UPDATED_AT, comparison, operands);
        };
    }

    private static String plainId(String text) {
        return References.uuid(text).map(UUID::toString).orElse(text);
    }

    /** There are few providers, and their names here are not those that are stored: it is they who are compared. */
    private Condition ofProviders(Comparison comparison, List<String> operands, Function<Provider, String> name) {
        return new Condition.OfProviders(types.providers().stream()
                .filter(provider -> comparison.holds(name.apply(provider), operands))
                .map(Provider::id)
                .collect(Collectors.toSet()));
    }

    private Optional<Condition> ofTime(
            String parameter, ConnectionQuery.Time time, Comparison comparison, List<String> operands) {
        if (comparison.textual()) {
            problem(parameter, "compares texts, and this is a time");
            return Optional.empty();
        }
        List<Instant> instants = new ArrayList<>();
        for (String operand : operands) {
            try {
                // A plus sign that was not escaped has become a space.
                instants.add(OffsetDateTime.parse(operand.replace(' ', '+')).toInstant());
            } catch (DateTimeException noTime) {
                problem(parameter, "must be a time such as 2026-01-31T12:00:00Z");
                return Optional.empty();
            }
        }
        return Optional.of(new Condition.OfTime(time, comparison, instants));
    }

    private void problem(String parameter, String reason) {
        problems.add(new Refusal.InvalidInput.Problem(ErrorJson.QUERY + parameter, reason));
    }

    private static String names() {
        return java.util.Arrays.stream(Field.values())
                .map(field -> field.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String operators() {
        return OPERATORS.keySet().stream().sorted().collect(Collectors.joining(", ")) + ", " + IS_NULL;
    }

    /** What to sort by, in the names of this API. */
    static Order order(String sortBy, Types types) {
        return switch (sortBy) {
            case "created_at" -> new Order.ByTime(ConnectionQuery.Time.CREATED_AT);
            case "updated_at" -> new Order.ByTime(ConnectionQuery.Time.UPDATED_AT);
            case "name" -> new Order.ByName();
            case "provider_id" -> byProvider(types, provider -> Types.providerId(provider.id()));
            case "connection_type_id" -> byProvider(types, Types::connectionTypeId);
            default ->
                throw new Refusal.InvalidInput(
                        "sort_by", "must be one of created_at, updated_at, name, provider_id, connection_type_id");
        };
    }

    private static Order byProvider(Types types, Function<Provider, String> name) {
        return new Order.ByProvider(types.providers().stream()
                .sorted(Comparator.comparing(name))
                .map(Provider::id)
                .toList());
    }

    static boolean descending(String sortDir) {
        return switch (sortDir) {
            case "desc" -> true;
            case "asc" -> false;
            default -> throw new Refusal.InvalidInput("sort_dir", "must be one of asc, desc");
        };
    }
}
