package dev.portolan.rest.zensearch;

import dev.portolan.rest.RequestIds;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Makes what stands beside the data of every answer. */
@Singleton
final class Metas {

    private final RequestIds requestIds;
    private final InstantSource clock;

    Metas(RequestIds requestIds, InstantSource clock) {
        this.requestIds = requestIds;
        this.clock = clock;
    }

    ConnectorsJson.Meta of(HttpRequest<?> request) {
        return new ConnectorsJson.Meta(requestIds.of(request), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
