package dev.portolan.domain;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A thing in the provider's tree.
 *
 * @param id stable over moves and renames where the provider has such an id; unique within the connection
 * @param parent gives moves, and paths where {@code path} is empty
 * @param path relative to the connection's root, segments separated by slashes; empty where it follows from the parents
 * @param deletionKey what the provider names when it reports a deletion
 * @param version changes exactly when the content changes; decides whether content is fetched at all. Of a folder: which
 *     folder it is, where others may take its id: what was in the former one is gone. Empty where ids tell
 * @param size in bytes, where known before the download
 * @param attributes what the connector itself needs again to fetch the content; never stored
 */
public record Resource(
        Id id,
        Kind kind,
        String name,
        Optional<Id> parent,
        Optional<String> path,
        String deletionKey,
        String version,
        Optional<String> mediaType,
        Optional<Long> size,
        Optional<String> url,
        Optional<Instant> modifiedAt,
        Map<String, String> attributes) {

    public record Id(String value) {}

    public enum Kind {
        DOCUMENT,
        FOLDER
    }

    public Resource {
        attributes = Map.copyOf(attributes);
    }

    /** A document that is named by its path, as in stores without folders of their own. */
    public static Resource document(String id, String name, String version) {
        return new Resource(
                new Id(id),
                Kind.DOCUMENT,
                name,
                Optional.empty(),
                Optional.empty(),
                id,
                version,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    public static Resource folder(String id, String name) {
        return folder(id, name, "");
    }

    /** A folder whose id may become another folder's. */
    public static Resource folder(String id, String name, String version) {
        return new Resource(
                new Id(id),
                Kind.FOLDER,
                name,
                Optional.empty(),
                Optional.empty(),
                id,
                version,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    public Resource in(Id newParent) {
        return new Resource(
                id,
                kind,
                name,
                Optional.of(newParent),
                path,
                deletionKey,
                version,
                mediaType,
                size,
                url,
                modifiedAt,
                attributes);
    }

    public Resource at(String newPath) {
        return new Resource(
                id,
                kind,
                name,
                parent,
                Optional.of(newPath),
                deletionKey,
                version,
                mediaType,
                size,
                url,
                modifiedAt,
                attributes);
    }

    public Resource deletedAs(String key) {
        return new Resource(id, kind, name, parent, path, key, version, mediaType, size, url, modifiedAt, attributes);
    }

    public Resource ofType(Optional<String> newMediaType) {
        return new Resource(
                id, kind, name, parent, path, deletionKey, version, newMediaType, size, url, modifiedAt, attributes);
    }

    public Resource sized(long bytes) {
        return new Resource(
                id,
                kind,
                name,
                parent,
                path,
                deletionKey,
                version,
                mediaType,
                Optional.of(bytes),
                url,
                modifiedAt,
                attributes);
    }

    public Resource linkedAs(String newUrl) {
        return new Resource(
                id,
                kind,
                name,
                parent,
                path,
                deletionKey,
                version,
                mediaType,
                size,
                Optional.of(newUrl),
                modifiedAt,
                attributes);
    }

    public Resource modified(Instant at) {
        return new Resource(
                id, kind, name, parent, path, deletionKey, version, mediaType, size, url, Optional.of(at), attributes);
    }

    /** Whether what tells it apart can be stored. */
    public boolean isStorable() {
        return Storable.is(id.value())
                && Storable.is(deletionKey)
                && parent.map(Id::value).filter(value -> !Storable.is(value)).isEmpty();
    }

    /** The same, its words such that they can be stored. */
    public Resource inStorableWords() {
        return new Resource(
                id,
                kind,
                Storable.text(name),
                parent,
                Storable.text(path),
                deletionKey,
                Storable.text(version),
                Storable.text(mediaType),
                size,
                Storable.text(url),
                modifiedAt,
                attributes);
    }

    /** The same with a version that no later one equals: its content is still to be had. */
    public Resource unknownVersion() {
        return new Resource(
                id, kind, name, parent, path, deletionKey, "", mediaType, size, url, modifiedAt, attributes);
    }

    public Resource with(Map<String, String> newAttributes) {
        return new Resource(
                id, kind, name, parent, path, deletionKey, version, mediaType, size, url, modifiedAt, newAttributes);
    }
}
