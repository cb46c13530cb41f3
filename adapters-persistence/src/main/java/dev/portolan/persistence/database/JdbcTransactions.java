package dev.portolan.persistence.database;

import dev.portolan.application.port.Transactions;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.function.Supplier;

/** Transactions of the one database; a call inside another's body is part of that other. */
@Singleton
final class JdbcTransactions implements Transactions {

    private final TransactionOperations<Connection> transactions;

    JdbcTransactions(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T> T call(Supplier<T> body) {
        // Joining by hand: the transaction manager would doom the outer transaction when an inner body throws, even
        // where
        // the outer one knows what to do about it.
        return transactions.findTransactionStatus().isPresent()
                ? body.get()
                : transactions.executeWrite(status -> body.get());
    }
}
