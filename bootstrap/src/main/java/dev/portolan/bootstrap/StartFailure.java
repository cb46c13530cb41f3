package dev.portolan.bootstrap;

import dev.portolan.domain.Refusal;
import dev.portolan.persistence.vault.KeysetProblem;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Why the server did not start, in one line for who started it. */
final class StartFailure extends Exception {
    private static final int H2_DATABASE_IN_USE = 90020;

    StartFailure(String message) {
        super(message);
    }

    private StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    static StartFailure of(Throwable failure, Whereabouts whereabouts) {
        Optional<String> known = Stream.<@Nullable Throwable>iterate(
                        failure, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
                .map(cause -> explain(cause, whereabouts))
                .flatMap(Optional::stream)
                .findFirst();
        if (known.isEmpty()) {
            LoggerFactory.getLogger(Server.class).error("The server did not start", failure);
        }
        return new StartFailure(known.orElse("the server did not start; the log says why"), failure);
    }

    private static Optional<String> explain(@Nullable Throwable cause, Whereabouts whereabouts) {
        return switch (cause) {
            case KeysetProblem keyset -> Optional.ofNullable(keyset.getMessage());
            case Refusal refusal -> Optional.of(refusal.message());
            case SQLException sql
            when sql.getErrorCode() == H2_DATABASE_IN_USE ->
                Optional.of("the database in %s is in use by another Portolan: stop that one, or set PORTOLAN_DATA"
                        .formatted(whereabouts.data()));
            case SQLException sql -> Optional.of("cannot open the database: " + firstLine(sql));
            case SocketException socket -> Optional.of(cannotListen(firstLine(socket), whereabouts));
            case UnknownHostException _ -> Optional.of(cannotListen("no such host", whereabouts));
            case null, default -> Optional.empty();
        };
    }

    private static String cannotListen(String reason, Whereabouts whereabouts) {
        return reason.contains("in use")
                ? "port %d on %s is taken: stop what listens there, or set PORTOLAN_PORT"
                        .formatted(whereabouts.port(), whereabouts.host())
                : "cannot listen on port %d of %s: %s".formatted(whereabouts.port(), whereabouts.host(), reason);
    }

    private static String firstLine(Exception failure) {
        return Optional.ofNullable(failure.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .orElse("no reason given");
    }
}
