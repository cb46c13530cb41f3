package dev.portolan.providers.s3;

import dev.portolan.domain.Content;
import dev.portolan.domain.Resource;
import dev.portolan.providers.paths.MediaTypes;
import dev.portolan.providers.s3.S3Payloads.Item;
import dev.portolan.providers.wire.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A bucket's objects as resources: the id is the key, the version what a listing tells of the content. */
record Objects(Bucket bucket) {

    private static final String KEY = "key";
    private static final String ETAG = "etag";
    private static final String ARCHIVE = "archive";

    /** Media types that say nothing. */
    private static final Set<String> ANY = Set.of("binary/octet-stream", "application/octet-stream", "");

    /** Relative to the directory that the prefix names. */
    String path(String key) {
        return key.startsWith(bucket.root()) ? key.substring(bucket.root().length()) : key;
    }

    /** As a listing shows it. */
    Resource document(Item item) {
        return item.isArchived() ? readable(item).with(Map.of(ARCHIVE, item.storageClass())) : readable(item);
    }

    /** As somebody asks for it by name: what is in an archive may have been restored. */
    Resource readable(Item item) {
        Resource document = Resource.document(id(item.key()), name(item.key()), version(item))
                .at(path(id(item.key())))
                .ofType(MediaTypes.of(item.key()))
                .sized(item.size())
                .with(attributes(item));
        return item.modified().map(document::modified).orElse(document);
    }

    Resource folder(String prefix) {
        return Resource.folder(prefix, name(prefix.substring(0, prefix.length() - 1)))
                .at(path(prefix.substring(0, prefix.length() - 1)));
    }

    /** No database keeps a NUL in a text. */
    private static String id(String key) {
        return key.replace('\0', '\uFFFD');
    }

    private static String name(String key) {
        String leaf = key.substring(key.lastIndexOf('/') + 1);
        return leaf.isEmpty() ? "/" : id(leaf);
    }

    /**
     * Moves between storage classes leave the content as it is, but into and out of an archive: what was out of reach is
     * asked for again when it is back. Stores without ETags have at least a time.
     */
    private static String version(Item item) {
        String content = item.etag().isEmpty()
                ? item.modified().map(at -> String.valueOf(at.toEpochMilli())).orElse("?")
                : item.etag().replace("W/", "");
        return content + "-" + item.size() + (item.isArchived() ? "-" + item.storageClass() : "");
    }

    private static Map<String, String> attributes(Item item) {
        Map<String, String> attributes = new HashMap<>();
        if (item.key().indexOf('\0') >= 0) {
            attributes.put(KEY, item.key());
        }
        if (!item.etag().isEmpty() && !item.etag().startsWith("W/")) {
            attributes.put(ETAG, item.etag());
        }
        return attributes;
    }

    String key(Resource document) {
        return document.attributes().getOrDefault(KEY, document.id().value());
    }

    String etag(Resource document) {
        return document.attributes().getOrDefault(ETAG, "");
    }

    /** The storage class of an object that cannot be read as it is. */
    Optional<String> archive(Resource document) {
        return Optional.ofNullable(document.attributes().get(ARCHIVE)).map(storage -> "the storage class " + storage);
    }

    /** A type that could mean anything is worth less than the extension. */
    Content content(Resource document, Reply reply) {
        Optional<String> declared = reply.header("Content-Type").filter(type -> !ANY.contains(type.strip()));
        Optional<Long> length =
                reply.length().isPresent() ? Optional.of(reply.length().getAsLong()) : Optional.empty();
        return new Content.Stream(declared.or(document::mediaType), length, reply.body());
    }
}
