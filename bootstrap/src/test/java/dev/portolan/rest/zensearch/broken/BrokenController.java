package dev.portolan.rest.zensearch.broken;

import dev.portolan.application.port.DocumentStore;
import dev.portolan.domain.Document;
import dev.portolan.domain.Organization;
import dev.portolan.rest.portolan.broken.Room;
import io.micronaut.http.annotation.Controller;
import java.util.UUID;

@Controller("/broken")
public final class BrokenController {
    private final DocumentStore store;
    private final Room room = new Room();

    BrokenController(DocumentStore store) {
        this.store = store;
    }

    public Document answer() {
        return store.find(new Organization.Id(new UUID(0, room.hashCode())), new Document.Id(new UUID(0, 0)))
                .orElseThrow();
    }
}
