package dev.portolan.providers.postgresql;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.ProviderFailure.Denied;
import dev.portolan.domain.ProviderFailure.Invalid;
import dev.portolan.domain.ProviderFailure.Missing;
import dev.portolan.domain.ProviderFailure.Transient;
import dev.portolan.domain.ProviderFailure.Unauthorized;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL says, in the words that the core understands. Decided by SQLSTATE and cause: messages come in many
 * languages. The server's own words are added where they say more; they never hold the password.
 */
final class Failures {

    private static final int MOST_SAID = 500;

    private Failures() {}

    /** @param about what was being read, for people: {@code table public.orders} */
    static ProviderFailure of(SQLException e, Place place, String about) {
        String server = "The server at " + place.server();
        String said = said(e);
        return switch (state(e)) {
            case "28P01" ->
                new Unauthorized(
                        server + " refuses the password of user '" + place.user() + "', or knows no such user");
            case "28000" ->
                new Denied(server + " does not let user '" + place.user() + "' into database '" + place.database()
                        + "' from here (pg_hba.conf)" + said);
            case "3D000" -> new Invalid(server + " has no database '" + place.database() + "'");
            case "08001" -> unreachable(e, place);
            case "08004" -> unencrypted(e, place);
            case "42501" -> new Denied("User '" + place.user() + "' may not read " + about + said);
            case "42P01", "3F000" -> new Missing("What was read as " + about + " does not exist" + said);
            case "42703" -> new Transient("Reading " + about + ": it was altered meanwhile" + said);
            case "57014" -> new Transient("Reading " + about + " took too long and was given up" + said);
            case "55P03" -> new Transient("Reading " + about + ": it is locked, and was not waited for" + said);
            case "53300" -> new Transient(server + " has too many connections" + said);
            case "57P01", "57P02", "57P03" ->
                new Transient(server + " is starting, stopping or ended the connection" + said);
            case "40001" -> new Transient("Reading " + about + " was in the way of replication" + said);
            case "40P01" -> new Transient("Reading " + about + " was given up to end a deadlock" + said);
            case "25006" -> new Invalid("Reading " + about + " wants to write, which a sync never does" + said);
            default -> byClass(e, place, about);
        };
    }

    /** The first two characters of an SQLSTATE are its class. */
    private static ProviderFailure byClass(SQLException e, Place place, String about) {
        String said = said(e);
        return switch (state(e).substring(0, Math.min(2, state(e).length()))) {
            case "08" -> broken(e, place, about);
            case "28" -> new Denied("The server at " + place.server() + " refuses user '" + place.user() + "'" + said);
            case "53", "57", "58" -> new Transient("The server at " + place.server() + " is in difficulties" + said);
            case "40" -> new Transient("Reading " + about + " was given up by the server" + said);
            case "99" -> new Transient("The driver gave up reading " + about + " at " + place.server());
            case "22" -> new Invalid("Reading " + about + ": a value cannot be read" + said);
            case "54" -> new Invalid("Reading " + about + ": it is too large or too complex for the server" + said);
            default -> new Invalid("Reading " + about + " failed with SQLSTATE " + state(e) + said);
        };
    }

    private static ProviderFailure unreachable(SQLException e, Place place) {
        return switch (e.getCause()) {
            case UnknownHostException unknown ->
                new Transient("The host name '" + place.host() + "' cannot be resolved");
            case ConnectException refused ->
                new Transient("Nothing accepts connections at " + place.server()
                        + ": check host and port, and that PostgreSQL is running");
            case SocketTimeoutException silent ->
                new Transient("Nothing answers at " + place.server() + ": check host, port and firewalls");
            case null, default -> new Transient("The server at " + place.server() + " cannot be reached");
        };
    }

    /** The driver's own refusal, before the server has said a word about the user. */
    private static ProviderFailure unencrypted(SQLException e, Place place) {
        return place.demandsTls() && said(e).isEmpty()
                ? new Invalid("The server at " + place.server() + " offers no TLS, which sslmode '" + place.sslmode()
                        + "' demands; 'prefer' or 'disable' would connect without")
                : new Invalid("The server at " + place.server() + " does not let us in: " + e.getMessage());
    }

    private static ProviderFailure broken(SQLException e, Place place, String about) {
        return e.getCause() instanceof SSLException tls && !(tls.getCause() instanceof IOException)
                ? new Invalid("The server at " + place.server() + " has no certificate that sslmode '" + place.sslmode()
                        + "' accepts: " + tls.getMessage())
                : new Transient("The connection to " + place.server() + " broke while reading " + about);
    }

    /** A table of which the role may read no column: no error of the server's yet, but one to come. */
    static ProviderFailure unreadable(Place place, Table table) {
        return new Denied("User '" + place.user() + "' may not read " + table.id()
                + "; its owner can allow it: GRANT USAGE ON SCHEMA " + Names.quoted(table.schema()) + " TO "
                + Names.quoted(place.user()) + "; GRANT SELECT ON " + table.sql() + " TO "
                + Names.quoted(place.user()));
    }

    static ProviderFailure nothingReadable(Place place, Tables tables) {
        return new Denied("User '" + place.user() + "' may read none of the tables of schema '" + tables.schema()
                + "'; their owner can allow it: GRANT USAGE ON SCHEMA " + Names.quoted(tables.schema()) + " TO "
                + Names.quoted(place.user()) + "; GRANT SELECT ON ALL TABLES IN SCHEMA "
                + Names.quoted(tables.schema()) + " TO " + Names.quoted(place.user()));
    }

    /** Whether the connection is of no use any more, whatever was to be done. */
    static boolean isBroken(SQLException e) {
        return state(e).startsWith("08") || Set.of("57P01", "57P02", "57P05").contains(state(e));
    }

    /** Whether a text is no value of the type that it was to be read as. */
    static boolean isUnreadableValue(SQLException e) {
        return state(e).startsWith("22");
    }

    private static String state(SQLException e) {
        return Optional.ofNullable(e.getSQLState()).orElse("");
    }

    private static String said(SQLException e) {
        if (e instanceof PSQLException own) {
            ServerErrorMessage message = own.getServerErrorMessage();
            String text = message == null ? null : message.getMessage();
            if (text != null) {
                return "; it says: " + (text.length() > MOST_SAID ? text.substring(0, MOST_SAID) + "…" : text);
            }
        }
        return "";
    }
}
