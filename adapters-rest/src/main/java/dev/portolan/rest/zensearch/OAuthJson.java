package dev.portolan.rest.zensearch;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portolan.application.Callbacks;
import dev.portolan.application.Callbacks.Reply;
import dev.portolan.application.Connections;
import dev.portolan.application.oauth.Consents;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Ours;
import dev.portolan.rest.zensearch.ConnectorsJson.Meta;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Consents on the wire. */
final class OAuthJson {

    static final String DIALECT = "zensearch";

    private OAuthJson() {}

    @OnTheWire
    @Schema(name = "AuthUrlAnswer")
    record AuthUrlAnswer(AuthUrl data, Meta meta) {}

    /** @param authUrl to be opened in the user's browser, once and within ten minutes */
    @OnTheWire
    @Schema(name = "AuthUrl")
    record AuthUrl(URI authUrl) {
        static AuthUrl of(Consents.Begun begun) {
            return new AuthUrl(begun.authorizeUrl());
        }
    }

    /**
     * What the browser brought back, and what to make of it.
     *
     * @param code absent where the provider sent an error
     * @param error in the place of a code
     * @param name of the new connector; the type's where absent
     * @param collection of the new connector; that of the authorize call, else {@code default}
     */
    @Schema(name = "ConnectorCallback", requiredProperties = "state")
    record CallbackBody(
            @Nullable String code,
            String state,
            @Nullable String error,

            @JsonProperty("error_description") @Schema(name = "error_description") @Nullable
            String errorDescription,

            @Ours @Nullable String name,
            @Ours @Nullable String collection,

            @Schema(additionalProperties = Schema.AdditionalPropertiesValue.TRUE) @Nullable
            Map<String, Object> config) {

        static Completion read(JsonBody body, String type, Optional<String> team) {
            return body.read(it -> {
                Reply reply = new Reply(it.text("code"), it.text("error"), it.text("error_description"));
                if (reply.code().isEmpty() && reply.error().isEmpty()) {
                    it.problem("code", "is required");
                }
                return new Completion(
                        it.requiredText("state"),
                        reply,
                        new Callbacks.Onto.Fresh(new Connections.New(
                                type,
                                it.text("name"),
                                it.text("collection"),
                                it.object("config").orElse(Map.of()),
                                Map.of(),
                                Optional.empty(),
                                true,
                                team,
                                ConnectorsJson.WORDS)));
            });
        }
    }

    /** The same, as it is understood. */
    record Completion(String state, Reply reply, Callbacks.Onto onto) {}
}
