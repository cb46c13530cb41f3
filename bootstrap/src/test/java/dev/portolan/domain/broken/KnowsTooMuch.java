package dev.portolan.domain.broken;

import dev.portolan.application.broken.AnythingManager;
import dev.portolan.rest.portolan.broken.Room;
import io.micronaut.json.JsonMapper;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

public final class KnowsTooMuch {
    public int open;

    public Future<JsonMapper> later() {
        return CompletableFuture.completedFuture(JsonMapper.createDefault());
    }

    public String know(AnythingManager manager, Room room) {
        return manager.tooLong() + room.hashCode() + Instant.now() + UUID.randomUUID();
    }

    public void setOpen(int now) {
        open = now;
    }

    public static final class Oops extends RuntimeException {}
}
