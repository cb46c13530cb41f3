package dev.portolan.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A resource that we have indexed. Its id is made once: a document that was deleted and returns keeps it.
 *
 * @param path relative to the connection's root
 * @param textLength characters of text stored; empty where the document has none
 */
public record Document(
        Id id,
        Organization.Id organization,
        Collection.Id collection,
        Connection.Id connection,
        Provider.Id provider,
        Scope.Id scope,
        Resource.Id resource,
        String name,
        String path,
        Optional<String> mediaType,
        Optional<Long> size,
        String version,
        Optional<String> url,
        Optional<Instant> modifiedAt,
        Optional<Long> textLength,
        Instant indexedAt) {

    public record Id(UUID value) {}
}
