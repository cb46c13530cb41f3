package dev.portolan.persistence.database;

import io.micronaut.context.annotation.Factory;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Finds out which database it is. */
@Factory
final class DatabaseFactory {

    @Singleton
    SqlDialect dialect(DataSource source) {
        return SqlDialect.of(DelegatingDataSource.unwrapDataSource(source));
    }
}
