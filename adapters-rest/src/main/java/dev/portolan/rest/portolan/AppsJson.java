package dev.portolan.rest.portolan;

import dev.portolan.application.Apps;
import dev.portolan.domain.OAuthApp;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** OAuth apps on the wire, never with their secrets. */
final class AppsJson {

    private AppsJson() {}

    @OnTheWire
    @Schema(name = "AppList")
    record AppList(List<AppView> data) {
        static AppList of(List<OAuthApp> all) {
            return new AppList(all.stream().map(AppView::of).toList());
        }
    }

    /**
     * @param scopes asked for instead of the provider's own; empty: those
     * @param collectionId of the one that it is for alone; null: for the whole organization
     * @param embedded the deployment's own, configured by its operator
     * @param createdAt null where it is the deployment's own
     */
    @OnTheWire
    @Schema(name = "App")
    record AppView(
            UUID id,
            String provider,
            String name,
            String clientId,
            List<String> scopes,
            @Nullable UUID collectionId,
            boolean embedded,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {

        static AppView of(OAuthApp app) {
            return switch (app.owner()) {
                case OAuthApp.Owner.OfDeployment owner -> of(app, null, true, null, null);
                case OAuthApp.Owner.OfOrganization owner -> of(app, null, false, app.createdAt(), app.updatedAt());
                case OAuthApp.Owner.OfCollection owner ->
                    of(app, owner.collection().value(), false, app.createdAt(), app.updatedAt());
            };
        }

        private static AppView of(
                OAuthApp app,
                @Nullable UUID collection,
                boolean embedded,
                @Nullable Instant created,
                @Nullable Instant updated) {
            return new AppView(
                    app.id().value(),
                    app.provider().value(),
                    app.name(),
                    app.clientId(),
                    app.scopes(),
                    collection,
                    embedded,
                    created,
                    updated);
        }
    }

    /**
     * @param name the provider's where absent
     * @param clientSecret kept sealed and never shown; absent for a public client
     * @param scopes asked for instead of the provider's own
     * @param collection the id or slug of the one that it is for alone
     */
    @Schema(
            name = "NewApp",
            requiredProperties = {"provider", "clientId"})
    record NewApp(
            String provider,
            @Nullable String name,
            String clientId,
            @Nullable String clientSecret,
            @Nullable List<String> scopes,
            @Nullable String collection) {

        static Apps.New read(JsonBody body) {
            return body.readStrictly(it -> {
                String provider = it.requiredText("provider");
                return new Apps.New(
                        provider,
                        it.text("name").orElse(provider),
                        it.requiredText("clientId"),
                        it.text("clientSecret"),
                        it.texts("scopes").orElse(List.of()),
                        it.text("collection"));
            });
        }
    }

    /** What is absent stays. The client id stays as long as connections are authorized with it. */
    @Schema(name = "AppPatch")
    record AppPatch(
            @Nullable String name,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable List<String> scopes) {

        static Apps.Patch read(JsonBody body) {
            return body.readStrictly(it ->
                    new Apps.Patch(it.text("name"), it.text("clientId"), it.text("clientSecret"), it.texts("scopes")));
        }
    }
}
