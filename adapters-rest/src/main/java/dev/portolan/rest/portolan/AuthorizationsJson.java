package dev.portolan.rest.portolan;

import dev.portolan.application.Authorizations;
import dev.portolan.application.oauth.Consents;
import dev.portolan.domain.Revocation;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.Words;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Consents and what is given back, on the wire. */
final class AuthorizationsJson {

    static final String DIALECT = "portolan";

    private AuthorizationsJson() {}

    /**
     * @param clientRedirectUrl where the browser goes at the end, with {@code connectionId}, {@code status} and {@code reason}; a
     *     page of ours where absent
     * @param allowAccountChange whether another account than the connection's may consent; false where absent
     */
    @Schema(name = "NewAuthorization")
    record NewAuthorization(
            @Nullable String clientRedirectUrl, @Nullable Boolean allowAccountChange) {

        private static final Authorizations.Options PLAIN = Authorizations.Options.browser(DIALECT, Optional.empty());

        static Authorizations.Options read(@Nullable JsonBody body) {
            return body == null
                    ? PLAIN
                    : body.readStrictly(it -> Authorizations.Options.browser(DIALECT, it.text("clientRedirectUrl"))
                            .allowingAccountChange(it.flag("allowAccountChange").orElse(false)));
        }
    }

    /** @param authorizationUrl to be opened in the user's browser, once and before it expires */
    @OnTheWire
    @Schema(name = "Authorization")
    record AuthorizationView(URI authorizationUrl, Instant expiresAt) {
        static AuthorizationView of(Consents.Begun begun) {
            return new AuthorizationView(begun.authorizeUrl(), begun.expiresAt());
        }
    }

    @OnTheWire
    @Schema(name = "RevocationList")
    record RevocationList(List<RevocationView> data) {
        static RevocationList of(List<Revocation> all) {
            return new RevocationList(all.stream().map(RevocationView::of).toList());
        }
    }

    /**
     * @param account whose access it was, by its id at the provider
     * @param note what happened, in words
     * @param nextAt of the next attempt, while there is one
     */
    @OnTheWire
    @Schema(name = "Revocation")
    record RevocationView(
            UUID id,
            String provider,
            String clientId,
            String account,

            @Schema(
                    type = "string",
                    allowableValues = {"waiting", "done", "not_offered", "still_used", "given_up"})
            String state,

            int attempts,
            String note,
            Instant createdAt,
            @Nullable Instant nextAt) {

        static RevocationView of(Revocation revocation) {
            return new RevocationView(
                    revocation.id().value(),
                    revocation.provider().value(),
                    revocation.clientId(),
                    revocation.account(),
                    Words.of(revocation.state()),
                    revocation.attempts(),
                    revocation.note(),
                    revocation.createdAt(),
                    revocation.nextAt().orElse(null));
        }
    }
}
