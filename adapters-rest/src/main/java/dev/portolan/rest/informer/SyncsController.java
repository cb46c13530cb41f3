package dev.portolan.rest.informer;

import dev.portolan.application.FollowedSyncs;
import dev.portolan.application.FollowedSyncs.Followed;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.Ours;
import dev.portolan.rest.RunWatch;
import dev.portolan.rest.informer.SyncsJson.Result;
import dev.portolan.rest.informer.SyncsJson.Standing;
import dev.portolan.rest.informer.SyncsJson.Wish;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.JsonMapper;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Syncs of libraries. */
@Controller(InformerDialect.LIBRARY)
@InformerRoutes
@Tag(name = "Sync")
final class SyncsController {

    private static final String RESPOND_ASYNC = "respond-async";

    /** May stand before any JSON, and means nothing. */
    private static final byte[] SIGN_OF_LIFE = "\n".getBytes(StandardCharsets.US_ASCII);

    private final LibraryConnections libraries;
    private final FollowedSyncs syncs;
    private final RunWatch watch;
    private final JsonMapper mapper;

    SyncsController(LibraryConnections libraries, FollowedSyncs syncs, RunWatch watch, JsonMapper mapper) {
        this.libraries = libraries;
        this.syncs = syncs;
        this.watch = watch;
        this.mapper = mapper;
    }

    /**
     * Syncs the library and answers when that is done, or all that is left of it rests for minutes. It goes on when nobody waits
     * any more; who asks again with the same progress id waits for the same sync.
     */
    @Post("/_sync")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Result.class)))
    @ApiResponse(
            responseCode = "202",
            description = "With Prefer: respond-async: it has begun, Location tells where its progress is",
            content = @Content(schema = @Schema(implementation = Standing.class)))
    HttpResponse<Publisher<byte[]>> syncLibrary(
            @CalledBy Principal caller,
            String id,
            @Header("Prefer") @Ours @Nullable String prefer,
            @Body @RequestBody(content = @Content(schema = @Schema(implementation = Wish.class))) @Nullable
                    JsonBody body) {
        Wish wish = Wish.read(body);
        Connection connection = libraries.toSync(caller, id);
        Followed followed =
                syncs.start(caller, connection.id(), wish.mode(), Wish.PROGRESS, Optional.ofNullable(wish.progress()));
        return prefers(prefer) ? begun(caller, followed) : HttpResponse.ok(awaited(caller, followed));
    }

    private static boolean prefers(@Nullable String header) {
        return header != null && header.toLowerCase(Locale.ROOT).contains(RESPOND_ASYNC);
    }

    private HttpResponse<Publisher<byte[]>> begun(Principal caller, Followed followed) {
        Standing standing = Standing.of(
                followed.name(),
                syncs.outcome(caller, syncs.look(caller, followed.run().id())));
        return HttpResponse.<Publisher<byte[]>>accepted(URI.create(InformerDialect.PROGRESS + "/" + followed.name()))
                .header("Preference-Applied", RESPOND_ASYNC)
                .body(Mono.just(json(standing)));
    }

    private Flux<byte[]> awaited(Principal caller, Followed followed) {
        Flux<byte[]> result = watch.of(() -> syncs.look(caller, followed.run().id()))
                .takeUntil(SyncsJson::settled)
                .takeLast(1)
                .concatMap(view -> watch.later(() -> json(Result.of(syncs.outcome(caller, view)))));
        return watch.keptAlive(result, SIGN_OF_LIFE);
    }

    private byte[] json(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
