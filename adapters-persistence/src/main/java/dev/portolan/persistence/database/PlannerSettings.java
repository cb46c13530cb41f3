package dev.portolan.persistence.database;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/**
 * Tells PostgreSQL what kind of statements to expect: short ones, each with an index that has its rows in the order asked for.
 * While a first sync fills the tables there are no statistics yet; by default it would then read and sort a whole connection
 * for every page.
 */
@Singleton
final class PlannerSettings implements BeanCreatedEventListener<DatasourceConfiguration> {

    private static final String SHORT_STATEMENTS =
            "set jit = off; set random_page_cost = 1.1; set enable_bitmapscan = off; set enable_sort = off;"
                    + " set enable_hashjoin = off; set enable_mergejoin = off";

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
        DatasourceConfiguration configuration = event.getBean();
        if (configuration.getUrl().startsWith("jdbc:postgresql:")) {
            configuration.setConnectionInitSql(SHORT_STATEMENTS);
        }
        return configuration;
    }
}
