package dev.portolan.rest.portolan;

import dev.portolan.application.Access;
import dev.portolan.application.References;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.portolan.AccessJson.CreatedKey;
import dev.portolan.rest.portolan.AccessJson.KeyList;
import dev.portolan.rest.portolan.AccessJson.NewKey;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API keys of the caller's organization. */
@Controller(PortolanApi.MOUNT + "/keys")
@PortolanRoutes
@Tag(name = "Keys")
final class KeysController {

    private final Access access;

    KeysController(Access access) {
        this.access = access;
    }

    /** Keys, oldest first, without their text. */
    @Get
    KeyList listKeys(
            @CalledBy Principal caller,
            @QueryValue(defaultValue = "100") @Schema(minimum = "1", maximum = "1000") int limit,
            @QueryValue @Nullable String after) {
        return KeyList.of(access.keys(caller, PortolanApi.after(after), limit));
    }

    /** Makes a key; its text is told this once. */
    @Post
    @Status(HttpStatus.CREATED)
    HttpResponse<CreatedKey> createKey(
            @CalledBy Principal caller,
            @Body @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewKey.class)))
                    JsonBody body) {
        NewKey wanted = NewKey.read(body);
        CreatedKey made = CreatedKey.of(
                access.createKey(caller, wanted.name(), wanted.scopes(), Optional.ofNullable(wanted.expiresAt())));
        return PortolanApi.created("/keys/", made.id(), made);
    }

    /** Ends a key at once. */
    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void deleteKey(@CalledBy Principal caller, String id) {
        access.removeKey(
                caller, References.uuid(id).map(ApiKey.Id::new).orElseThrow(() -> new Refusal.NotFound("key", id)));
    }
}
