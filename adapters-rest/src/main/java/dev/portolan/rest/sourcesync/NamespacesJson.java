package dev.portolan.rest.sourcesync;

import dev.portolan.application.CollectionApps.Own;
import dev.portolan.application.CollectionApps.Wish;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Provider;
import dev.portolan.rest.JsonBody;
import dev.portolan.rest.OnTheWire;
import dev.portolan.rest.sourcesync.ConnectionsJson.At;
import dev.portolan.rest.sourcesync.ConnectionsJson.Organization;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Namespaces on the wire: our collections, with the OAuth apps of their own. */
final class NamespacesJson {

    private static final SequencedMap<String, Provider.Id> CONFIGS = new LinkedHashMap<>();

    static {
        CONFIGS.put("notionConfig", new Provider.Id("notion"));
        CONFIGS.put("googleDriveConfig", new Provider.Id("google_drive"));
        CONFIGS.put("dropboxConfig", new Provider.Id("dropbox"));
        CONFIGS.put("onedriveConfig", new Provider.Id("onedrive"));
        CONFIGS.put("boxConfig", new Provider.Id("box"));
        CONFIGS.put("sharepointConfig", new Provider.Id("sharepoint"));
    }

    private NamespacesJson() {}

    @OnTheWire
    @Schema(name = "NamespaceAnswer")
    record Answer(boolean success, String message, NamespaceView data) {}

    @OnTheWire
    @Schema(name = "NamespaceList")
    record ListAnswer(boolean success, String message, List<NamespaceView> data) {}

    @OnTheWire
    @Schema(name = "NamespaceDeleted")
    record DeleteAnswer(boolean success, String message, Deleted data) {}

    @OnTheWire
    @Schema(name = "NamespaceDeletedData")
    record Deleted(String identifier) {}

    /** The namespace's own OAuth app at a provider; the secret by its mask. */
    @OnTheWire
    @Schema(name = "NamespaceApp")
    record App(String clientId, @Nullable String clientSecret) {
        static App of(Own own) {
            return new App(own.app().clientId(), own.maskedSecret().orElse(null));
        }
    }

    /**
     * A namespace.
     *
     * @param fileStorageConfig null: not served, like those that follow
     */
    @OnTheWire
    @Schema(name = "Namespace")
    record NamespaceView(
            String identifier,
            String name,
            Organization organization,
            @Nullable App notionConfig,
            @Nullable App googleDriveConfig,
            @Nullable App dropboxConfig,
            @Nullable App onedriveConfig,
            @Nullable App boxConfig,
            @Nullable App sharepointConfig,
            @Nullable App fileStorageConfig,
            @Nullable App vectorStorageConfig,
            @Nullable App embeddingModelConfig,
            @Nullable App webScraperConfig,
            At createdAt,
            At updatedAt) {

        static NamespaceView of(Collection namespace, List<Own> apps) {
            return new NamespaceView(
                    namespace.slug(),
                    namespace.name(),
                    new Organization(Ids.organization(namespace.organization())),
                    app(apps, "notionConfig"),
                    app(apps, "googleDriveConfig"),
                    app(apps, "dropboxConfig"),
                    app(apps, "onedriveConfig"),
                    app(apps, "boxConfig"),
                    app(apps, "sharepointConfig"),
                    null,
                    null,
                    null,
                    null,
                    new At(namespace.createdAt()),
                    new At(namespace.updatedAt()));
        }

        private static @Nullable App app(List<Own> apps, String config) {
            return apps.stream()
                    .filter(own -> own.app().provider().equals(CONFIGS.get(config)))
                    .findFirst()
                    .map(App::of)
                    .orElse(null);
        }
    }

    /**
     * A namespace to make, or what changes of one: what is not named stays, and null takes an app away.
     *
     * @param name required of a new one
     * @param identifier lower-case letters, digits, hyphens and underscores; made of the name where absent
     */
    @Schema(name = "NewNamespace")
    record Wanted(
            @Nullable String name,
            @Nullable String identifier,
            @Nullable App notionConfig,
            @Nullable App googleDriveConfig,
            @Nullable App dropboxConfig,
            @Nullable App onedriveConfig,
            @Nullable App boxConfig,
            @Nullable App sharepointConfig) {}

    /** The same, as it is understood. */
    record Change(Optional<String> name, Optional<String> identifier, List<Wish> apps) {

        static Change read(JsonBody body) {
            return body.read(Change::of);
        }

        /** The name is needed. */
        static Change readNew(JsonBody body) {
            return body.read(it -> {
                it.requiredText("name");
                return of(it);
            });
        }

        private static Change of(JsonBody it) {
            List<Wish> apps = new ArrayList<>();
            CONFIGS.forEach((config, provider) -> {
                if (it.has(config)) {
                    apps.add(it.object(config)
                            .map(fields -> register(it, config, provider, fields))
                            .orElseGet(() -> new Wish.Remove(provider)));
                }
            });
            return new Change(it.text("name"), it.text("identifier"), apps);
        }

        private static Wish register(JsonBody it, String config, Provider.Id provider, Map<String, ?> fields) {
            return new Wish.Register(
                    provider,
                    text(it, config + ".clientId", fields.get("clientId")).orElseGet(() -> {
                        it.problem(config + ".clientId", "is required");
                        return "";
                    }),
                    text(it, config + ".clientSecret", fields.get("clientSecret")));
        }

        private static Optional<String> text(JsonBody it, String name, @Nullable Object value) {
            if (value != null && !(value instanceof String)) {
                it.problem(name, "must be a text");
                return Optional.of("");
            }
            return Optional.ofNullable(value).map(String.class::cast);
        }
    }
}
