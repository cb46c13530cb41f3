package dev.portolan.persistence.database;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database to the newest schema before anybody uses it. */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Migrations implements BeanCreatedEventListener<DataSource> {

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        migrate(event.getBean());
        return event.getBean();
    }

    private static void migrate(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .locations(
                        "classpath:db/common",
                        "classpath:db/" + SqlDialect.of(source).migrations())
                .load()
                .migrate();
    }
}
