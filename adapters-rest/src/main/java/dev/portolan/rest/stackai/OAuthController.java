package dev.portolan.rest.stackai;

import dev.portolan.application.Authorizations;
import dev.portolan.application.Authorizations.Options;
import dev.portolan.application.Callbacks;
import dev.portolan.application.Callbacks.Onto;
import dev.portolan.application.Callbacks.Outcome;
import dev.portolan.application.Callbacks.Reply;
import dev.portolan.application.Connections;
import dev.portolan.application.oauth.AuthorizationFailure;
import dev.portolan.application.oauth.AuthorizationFailure.Kind;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Refusal;
import dev.portolan.rest.CalledBy;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.Ours;
import dev.portolan.rest.stackai.CardsJson.Card;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.json.JsonMapper;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connections whose users consent in the browser; the client sends on what the browser brings back. */
@Controller(StackAiDialect.MOUNT + "/oauth")
@StackAiRoutes
@Tag(name = "OAuth")
final class OAuthController {

    private final Authorizations authorizations;
    private final Callbacks callbacks;
    private final Connections connections;
    private final Types types;
    private final Cards cards;
    private final JsonMapper json;

    OAuthController(
            Authorizations authorizations,
            Callbacks callbacks,
            Connections connections,
            Types types,
            Cards cards,
            JsonMapper json) {
        this.authorizations = authorizations;
        this.callbacks = callbacks;
        this.connections = connections;
        this.types = types;
        this.cards = cards;
        this.json = json;
    }

    /**
     * Asks for consent; answers the URL to be opened in the user's browser, once and within ten minutes, as a JSON string.
     *
     * @param redirectUri where the provider sends the browser with code and state; our own page, which shows them, where absent
     */
    @Post("/start")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(type = "string", format = "uri")))
    String getOauthUrl(
            @CalledBy Principal caller,
            @Ours @QueryValue("redirect_uri") @Nullable String redirectUri,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Wanted.Shape.class)))
                    JsonBody body)
            throws IOException {
        Wanted wanted = Wanted.read(body, types);
        Options options = Options.call(StackAiDialect.NAME, "redirect_uri", Optional.ofNullable(redirectUri));
        return json.writeValueAsString(authorizations
                .begin(caller, wanted.provider(), Optional.empty(), options)
                .authorizeUrl()
                .toString());
    }

    /**
     * Completes the consent and makes the connection.
     *
     * @param code as the browser brought it back; absent where it brought an error
     * @param state as the browser brought it back; where absent, of what the same user began last for this provider
     * @param error in the place of a code
     */
    @Post("/callback")
    @Status(HttpStatus.CREATED)
    Card createConnectionFromCallback(
            @CalledBy Principal caller,
            @QueryValue @Nullable String code,
            @Ours @QueryValue @Nullable String state,
            @Ours @QueryValue @Nullable String error,
            @Ours @QueryValue("error_description") @Nullable String errorDescription,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Wanted.Shape.class)))
                    JsonBody body) {
        Wanted wanted = Wanted.read(body, types);
        return complete(caller, wanted, state, reply(code, error, errorDescription), new Onto.Fresh(wanted.toMake()));
    }

    /**
     * Completes the consent for a connection that is there: it is authorized anew, and otherwise left as it is.
     *
     * @param code as the browser brought it back; absent where it brought an error
     * @param state as the browser brought it back; where absent, of what the same user began last for this provider
     * @param error in the place of a code
     */
    @Put("/callback/{connection_id}")
    Card updateConnectionFromCallback(
            @CalledBy Principal caller,
            @PathVariable("connection_id") String id,
            @QueryValue @Nullable String code,
            @Ours @QueryValue @Nullable String state,
            @Ours @QueryValue @Nullable String error,
            @Ours @QueryValue("error_description") @Nullable String errorDescription,
            @Body
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Wanted.Shape.class)))
                    JsonBody body) {
        Connection known = connections.get(caller, Connections.id(id));
        Wanted wanted = Wanted.read(body, types, known);
        return complete(caller, wanted, state, reply(code, error, errorDescription), new Onto.Existing(known.id()));
    }

    private static Reply reply(@Nullable String code, @Nullable String error, @Nullable String errorDescription) {
        if (code == null && error == null) {
            throw new Refusal.InvalidInput("code", "is required");
        }
        return new Reply(Optional.ofNullable(code), Optional.ofNullable(error), Optional.ofNullable(errorDescription));
    }

    private Card complete(Principal caller, Wanted wanted, @Nullable String state, Reply reply, Onto onto) {
        Outcome outcome = callbacks.complete(
                caller, StackAiDialect.NAME, wanted.provider().id(), Optional.ofNullable(state), reply, onto);
        outcome.failure().ifPresent(OAuthController::tellWhere);
        return cards.of(caller, outcome.authorized());
    }

    /** What is wrong with a parameter is told of that. */
    private static void tellWhere(AuthorizationFailure failure) {
        if (failure.kind() == Kind.CODE_REFUSED) {
            throw new Refusal.InvalidInput("code", failure.reason());
        }
        if (failure.kind() == Kind.EXPIRED) {
            throw new Refusal.InvalidInput("state", failure.reason());
        }
        if (failure.kind() == Kind.DENIED) {
            throw new Refusal.InvalidInput("error", failure.reason());
        }
    }
}
