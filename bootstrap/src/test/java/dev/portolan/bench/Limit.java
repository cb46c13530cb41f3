package dev.portolan.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import javax.sql.DataSource;

/** A plain Micronaut application that answers {@link LimitController}: what Portolan's answers are measured against. */
public final class Limit {

    static final String PROPERTY = "bench.limit.key";
    static final String READY = "Ready at port ";

    private Limit() {}

    /** @param arguments the database's URL, and the key that may ask */
    public static void main(String[] arguments) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(arguments[0]);
        ApplicationContext context = ApplicationContext.builder(Limit.class)
                .banner(false)
                .deduceEnvironment(false)
                .properties(Map.of(
                        PROPERTY, arguments[1], "micronaut.server.host", "127.0.0.1", "micronaut.server.port", -1))
                .build();
        context.registerSingleton(DataSource.class, new HikariDataSource(pool));
        EmbeddedServer server = context.start().getBean(EmbeddedServer.class).start();
        System.out.println(READY + server.getPort());
    }
}
