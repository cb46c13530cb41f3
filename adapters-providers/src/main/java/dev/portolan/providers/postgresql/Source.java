package dev.portolan.providers.postgresql;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.wire.AddressGuard;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database of one connection. A few connections to it at most, each used for one short read-only transaction at a
 * time, kept for the next one while the session is open and never longer.
 *
 * <p>An interrupt of the calling thread ends a call: all calls come on virtual threads, whose sockets an interrupt closes;
 * the server notices ({@code client_connection_check_interval}) and gives up too.
 */
final class Source implements AutoCloseable {

    /** How long statements of a sync and of people may take, how long they wait for locks, and how long logging in may take. */
    record Patience(Duration page, Duration call, Duration lock, Duration login) {
        static final Patience DEFAULT = new Patience(
                Duration.ofMinutes(5), Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /** What is done within one transaction. */
    interface Reading<T> {
        T in(Connection connection) throws SQLException;
    }

    private static final int MOST = 4;

    /** How much longer than the server's patience ours is; after that the server is taken for dead. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /**
     * Everything that decides how values look as text, and what keeps us from being a burden. Set in each transaction and
     * not when connecting: poolers like PgBouncer refuse the latter.
     */
    private static final String BEGIN = """
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY;
            SELECT set_config('statement_timeout', '%d', true), set_config('lock_timeout', '%d', true),
                   set_config('idle_in_transaction_session_timeout', '60000', true),
                   set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true),
                   set_config('IntervalStyle', 'iso_8601', true), set_config('extra_float_digits', '1', true),
                   set_config('bytea_output', 'hex', true);
            SELECT set_config('client_connection_check_interval', '2000', true)
             WHERE current_setting('server_version_num')::int >= 140000 AND version() !~* 'windows|mingw|visual c|msvc'""";

    private final Place place;
    private final PGSimpleDataSource dataSource;
    private final AddressGuard guard;
    private final Patience patience;
    private final Semaphore permits = new Semaphore(MOST, true);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Source(Place place, AddressGuard guard, Patience patience) {
        this.place = place;
        this.guard = guard;
        this.patience = patience;
        this.dataSource = dataSource(place, (int) patience.login().toSeconds());
    }

    /** No URL of anybody's making, and no property but these: others load classes and write files. */
    private static PGSimpleDataSource dataSource(Place place, int login) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {place.host().contains(":") ? "[" + place.host() + "]" : place.host()});
        source.setPortNumbers(new int[] {place.port()});
        source.setDatabaseName(place.database());
        source.setSslMode(place.sslmode());
        if (place.verifiesServer()) {
            // The certificates that this Java trusts, rather than a file in somebody's home directory.
            source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        source.setGssEncMode("disable");
        source.setApplicationName("portolan");
        source.setConnectTimeout(login);
        source.setLoginTimeout(login);
        source.setSocketTimeout(login);
        source.setTcpKeepAlive(true);
        source.setReadOnly(true);
        // Parameters are texts that the SQL casts; statements are not kept on the server, which poolers do not bear.
        source.setStringType("unspecified");
        source.setPrepareThreshold(0);
        source.setLogServerErrorDetail(false);
        return source;
    }

    Place place() {
        return place;
    }

    /** Within a transaction for a person who waits. */
    <T> T call(String about, Reading<T> reading) {
        return read(patience.call(), about, reading);
    }

    /** Within a transaction of a sync. */
    <T> T page(String about, Reading<T> reading) {
        return read(patience.page(), about, reading);
    }

    private <T> T read(Duration limit, String about, Reading<T> reading) {
        try {
            permits.acquire();
        } catch (InterruptedException interrupted) {
            throw new ProviderFailure.Transient("Reading " + about + " was interrupted");
        }
        try (Lease lease = borrow(limit)) {
            T result = reading.in(lease.connection);
            lease.giveBack();
            return result;
        } catch (SQLException e) {
            throw Failures.of(e, place, about);
        } finally {
            permits.release();
        }
    }

    /** In a transaction. A kept connection may have died meanwhile: then a new one is made. */
    private Lease borrow(Duration limit) throws SQLException {
        Connection kept = idle.pollFirst();
        if (kept != null) {
            try {
                return begun(kept, limit);
            } catch (SQLException e) {
                if (!Failures.isBroken(e)) {
                    throw e;
                }
            }
        }
        guard.admit(place.host());
        return begun(dataSource.getConnection(place.user(), place.password()), limit);
    }

    private Lease begun(Connection connection, Duration limit) throws SQLException {
        Lease lease = new Lease(connection);
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, (int) limit.plus(GRACE).toMillis());
            statement.execute(BEGIN.formatted(limit.toMillis(), patience.lock().toMillis()));
            return lease;
        } catch (SQLException e) {
            lease.close();
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Connection connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            close(connection);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is of no use any more, and the server will find out by itself.
        }
    }

    /** A connection while somebody has it. It is closed unless it was given back in good order. */
    private final class Lease implements AutoCloseable {
        private final Connection connection;
        private boolean back;

        Lease(Connection connection) {
            this.connection = connection;
        }

        void giveBack() throws SQLException {
            connection.rollback();
            idle.addFirst(connection);
            back = true;
        }

        @Override
        public void close() {
            if (!back) {
                Source.close(connection);
            } else if (closed) {
                Source.this.close();
            }
        }
    }
}
