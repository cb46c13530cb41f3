package dev.portolan.application.sync;

import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Account;
import dev.portolan.domain.Connection;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes for a connection what its runs find out about its credential. */
final class Standing {

    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    private final ConnectionStore connections;
    private final Transactions transactions;
    private final InstantSource clock;

    Standing(ConnectionStore connections, Transactions transactions, InstantSource clock) {
        this.connections = connections;
        this.transactions = transactions;
        this.clock = clock;
    }

    void proven(Connection connection, Account account) {
        note(connection, current -> current.proven(account, clock.instant()));
    }

    void refused(Connection connection, String reason) {
        LOG.warn("connection={} needs attention: {}", connection.id().value(), reason);
        note(connection, current -> current.refused(reason, clock.instant()));
    }

    /** Only while the credential is still the one that was tried. */
    private void note(Connection tried, UnaryOperator<Connection> change) {
        transactions.run(() -> connections
                .lock(tried.organization(), tried.id())
                .filter(Connection::isLive)
                .filter(current -> current.credential().equals(tried.credential()))
                .ifPresent(current -> connections.update(change.apply(current))));
    }
}
