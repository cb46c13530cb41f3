package dev.portolan.rest.stackai;

import dev.portolan.application.Connections;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.stackai.CardsJson.Stretch;
import dev.portolan.rest.stackai.Stretches.Sorting;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.enums.ParameterStyle;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Connections page by page, filtered and sorted. */
@Controller(StackAiDialect.API_MOUNT)
@StackAiRoutes
@Tag(name = "Connections")
final class PagesController {

    private static final Set<String> NO_FILTERS = Set.of("limit", "offset", "sort_by", "sort_dir");

    private final Connections connections;
    private final Types types;
    private final Cards cards;

    PagesController(Connections connections, Types types, Cards cards) {
        this.connections = connections;
        this.types = types;
        this.cards = cards;
    }

    /**
     * Connections that are visible to whoever asks and that every filter lets through. A filter is a parameter {@code field__operator=value} or
     * {@code field=value}. Fields: name, provider_id, connection_type_id, created_by, created_at, updated_at. Operators: eq, ne,
     * lt, lte, gt, gte, in and not_in (values separated by commas), contains, icontains, startswith, endswith, isnull.
     */
    @Get
    @Parameter(
            name = "filters",
            in = ParameterIn.QUERY,
            style = ParameterStyle.FORM,
            explode = Explode.TRUE,
            description = "Any number of field__operator=value",
            schema = @Schema(type = "object", additionalProperties = Schema.AdditionalPropertiesValue.TRUE))
    Stretch getPaginatedConnections(
            HttpRequest<?> request,
            @CalledBy Principal caller,
            @QueryValue(defaultValue = "10") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue(defaultValue = "0") @Schema(minimum = "0") int offset,
            @QueryValue(value = "sort_by", defaultValue = "created_at")
                    @Schema(
                            type = "string",
                            allowableValues = {"created_at", "updated_at", "name", "provider_id", "connection_type_id"})
                    String sortBy,
            @QueryValue(value = "sort_dir", defaultValue = "desc")
                    @Schema(
                            type = "string",
                            allowableValues = {"asc", "desc"})
                    String sortDir) {
        Map<String, List<String>> filters =
                new TreeMap<>(request.getParameters().asMap());
        filters.keySet().removeAll(NO_FILTERS);
        ConnectionQuery query = Stretches.query(
                Filters.read(filters, types),
                Optional.of(new Sorting(Filters.order(sortBy, types), Filters.descending(sortDir))),
                limit,
                offset);
        ConnectionQuery.Found found = connections.counted(caller, query);
        return new Stretch(cards.of(caller, found.items()), found.total(), limit, offset);
    }
}
