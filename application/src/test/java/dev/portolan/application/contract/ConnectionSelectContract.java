package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.DocumentStore.Visible;
import dev.portolan.domain.Comparison;
import dev.portolan.domain.Connection;
import dev.portolan.domain.ConnectionQuery;
import dev.portolan.domain.ConnectionQuery.Condition;
import dev.portolan.domain.ConnectionQuery.Order;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Schedule;
import dev.portolan.domain.Settings;
import dev.portolan.domain.User;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every store of connections selects them by conditions, and puts them in order. */
public abstract class ConnectionSelectContract {

    private static final Provider.Id S3 = new Provider.Id("s3");
    private static final Provider.Id BOX = new Provider.Id("box");

    private final SequentialIds ids = new SequentialIds();
    private final User.Id grace = new User.Id(ids.next());
    private World world;
    private List<Connection> all;

    @BeforeEach
    void fill(Stores stores) {
        world = World.create(stores, "acme");
        stores.connections().update(world.connection.deleting(World.NOON));
        stores.connections().add(world.connection("hidden").hidden(World.NOON));
        all = new ArrayList<>();
        add("Archive", S3, world.user.id(), 10);
        add("archive_50%", BOX, grace, 20);
        add("Zürich!", S3, grace, 30);
        add("it's; drop table connection --", BOX, world.user.id(), 30);
    }

    private void add(String name, Provider.Id provider, User.Id by, int second) {
        Instant at = World.NOON.plusSeconds(second).plusNanos(123_000);
        Connection connection = new Connection(
                new Connection.Id(ids.next()),
                world.organization.id(),
                world.collection.id(),
                provider,
                name,
                new Settings(Map.of("bucket", "b")),
                3,
                Optional.of(new Credential.Id(ids.next())),
                Connection.Status.FAILED,
                Optional.of("why"),
                Optional.empty(),
                false,
                Optional.of(new Schedule("* * * * *", ZoneId.of("UTC"), Schedule.Missed.SKIP)),
                Optional.of("tenant"),
                by,
                at,
                at.plusSeconds(100),
                Optional.of(at));
        world.stores.connections().add(connection);
        all.add(connection);
    }

    private List<Connection> those(Condition... conditions) {
        ConnectionQuery query = new ConnectionQuery(
                List.of(conditions), new Order.ByTime(ConnectionQuery.Time.CREATED_AT), false, 0, 99);
        return select(Visible.ALL, query).items();
    }

    private ConnectionQuery.Found select(Visible visible, ConnectionQuery query) {
        return new ConnectionQuery.Found(
                world.stores.connections().select(world.organization.id(), visible, query),
                world.stores.connections().count(world.organization.id(), visible, query));
    }

    private static Condition name(Comparison comparison, String... operands) {
        return new Condition.OfText(ConnectionQuery.Text.NAME, comparison, List.of(operands));
    }

    private List<Connection> at(int... indexes) {
        List<Connection> chosen = new ArrayList<>();
        for (int index : indexes) {
            chosen.add(all.get(index));
        }
        return chosen;
    }

    @Test
    void without_conditions_all_but_deleted_ones_are_found_as_they_were_stored() {
        assertEquals(all, those());
    }

    @Test
    void names_compare_with_their_case_and_by_their_characters() {
        assertEquals(at(0), those(name(Comparison.EQUAL, "Archive")));
        assertEquals(at(1, 2, 3), those(name(Comparison.NOT_EQUAL, "Archive")));
        assertEquals(at(0, 2), those(name(Comparison.LESS, "a")));
        assertEquals(at(0), those(name(Comparison.LESS_OR_EQUAL, "Archive")));
        assertEquals(at(1, 3), those(name(Comparison.GREATER, "Zürich!")));
        assertEquals(at(1, 2, 3), those(name(Comparison.GREATER_OR_EQUAL, "Zürich!")));
        assertEquals(at(0, 3), those(name(Comparison.IN, "Archive", "it's; drop table connection --", "none")));
        assertEquals(at(1, 3), those(name(Comparison.NOT_IN, "Archive", "Zürich!")));
        assertEquals(at(), those(name(Comparison.IN)));
        assertEquals(all, those(name(Comparison.NOT_IN)));
    }

    @Test
    void parts_of_names_are_found_and_have_no_wildcards() {
        assertEquals(at(1), those(name(Comparison.CONTAINS, "chive_5")));
        assertEquals(at(0, 1), those(name(Comparison.ICONTAINS, "ARCH")));
        assertEquals(at(1), those(name(Comparison.ENDS_WITH, "50%")));
        assertEquals(at(0), those(name(Comparison.STARTS_WITH, "Arch")));
        assertEquals(at(2), those(name(Comparison.ENDS_WITH, "!")));
        assertEquals(at(), those(name(Comparison.CONTAINS, "a%5")));
        assertEquals(at(), those(name(Comparison.STARTS_WITH, "_")));
        assertEquals(at(3), those(name(Comparison.CONTAINS, "'s; drop")));
        assertEquals(all, those(name(Comparison.CONTAINS, "")));
    }

    @Test
    void makers_times_and_providers_are_conditions_and_all_must_hold() {
        Condition byGrace = new Condition.OfText(
                ConnectionQuery.Text.CREATED_BY,
                Comparison.EQUAL,
                List.of(grace.value().toString()));
        Condition late = new Condition.OfTime(
                ConnectionQuery.Time.CREATED_AT,
                Comparison.GREATER_OR_EQUAL,
                List.of(all.get(2).createdAt()));
        Condition changed = new Condition.OfTime(
                ConnectionQuery.Time.UPDATED_AT,
                Comparison.IN,
                List.of(all.get(0).updatedAt(), all.get(1).updatedAt()));
        assertEquals(at(1, 2), those(byGrace));
        assertEquals(at(2, 3), those(late));
        assertEquals(at(0, 1), those(changed));
        assertEquals(at(1, 3), those(new Condition.OfProviders(Set.of(BOX, new Provider.Id("none")))));
        assertEquals(at(), those(new Condition.OfProviders(Set.of())));
        assertEquals(at(2), those(byGrace, late, new Condition.OfProviders(Set.of(S3))));
    }

    @Test
    void they_come_in_the_order_asked_for_and_ties_by_id() {
        assertEquals(all, ordered(new Order.ByAge(), false));
        assertEquals(all.reversed(), ordered(new Order.ByAge(), true));
        assertEquals(at(0, 2, 1, 3), ordered(new Order.ByName(), false));
        assertEquals(at(3, 1, 2, 0), ordered(new Order.ByName(), true));
        assertEquals(at(3, 2, 1, 0), ordered(new Order.ByTime(ConnectionQuery.Time.UPDATED_AT), true));
        assertEquals(at(0, 2, 1, 3), ordered(new Order.ByProvider(List.of(S3, BOX)), false));
        assertEquals(at(1, 3, 0, 2), ordered(new Order.ByProvider(List.of(BOX)), false));
        assertEquals(all, ordered(new Order.ByProvider(List.of()), false));
    }

    private List<Connection> ordered(Order order, boolean descending) {
        return select(Visible.ALL, new ConnectionQuery(List.of(), order, descending, 0, 99))
                .items();
    }

    @Test
    void a_stretch_tells_how_many_there_are_in_all() {
        ConnectionQuery second = new ConnectionQuery(List.of(), new Order.ByName(), false, 1, 2);
        assertEquals(new ConnectionQuery.Found(at(2, 1), 4), select(Visible.ALL, second));
        ConnectionQuery beyond = new ConnectionQuery(List.of(), new Order.ByName(), false, 9, 2);
        assertEquals(new ConnectionQuery.Found(List.of(), 4), select(Visible.ALL, beyond));
    }

    @Test
    void nothing_is_found_or_counted_that_the_caller_does_not_see() {
        ConnectionQuery query = new ConnectionQuery(List.of(), new Order.ByName(), false, 0, 99);
        Visible two = Visible.only(
                Set.of(all.get(0).id(), all.get(3).id(), world.connection.id(), new Connection.Id(ids.next())));
        assertEquals(new ConnectionQuery.Found(at(0, 3), 2), select(two, query));
        assertEquals(new ConnectionQuery.Found(List.of(), 0), select(Visible.only(Set.of()), query));
    }
}
