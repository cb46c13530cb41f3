package dev.portolan.rest.stackai;

import dev.portolan.application.Access;
import dev.portolan.application.Connections;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import dev.portolan.domain.User;
import dev.portolan.rest.stackai.CardsJson.Card;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes cards of connections: looks up who made them, and what may be told of their secrets. */
@Singleton
final class Cards {

    private final Connections connections;
    private final Access access;
    private final Types types;

    Cards(Connections connections, Access access, Types types) {
        this.connections = connections;
        this.access = access;
        this.types = types;
    }

    /** One that is looked up for this. */
    Card of(Principal caller, Connection.Id id) {
        Connections.Made made = connections.made(caller, id);
        Connection connection = made.details().connection();
        return Card.of(
                connection,
                types.provider(connection.provider()),
                made.details().secrets(),
                made.maker());
    }

    Card of(Principal caller, Connection connection) {
        return of(caller, List.of(connection)).getFirst();
    }

    List<Card> of(Principal caller, List<Connection> shown) {
        Map<User.Id, User> makers =
                access.users(caller, shown.stream().map(Connection::createdBy).collect(Collectors.toSet()));
        Map<Connection.Id, Map<String, String>> masked = connections.masked(caller, shown);
        return shown.stream()
                .map(connection -> Card.of(
                        connection,
                        types.provider(connection.provider()),
                        masked.getOrDefault(connection.id(), Map.of()),
                        Optional.ofNullable(makers.get(connection.createdBy()))))
                .toList();
    }
}
