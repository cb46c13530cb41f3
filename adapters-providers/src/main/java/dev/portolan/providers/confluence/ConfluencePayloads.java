package dev.portolan.providers.confluence;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;

/** Atlassian's JSON, as much of it as we read. */
final class ConfluencePayloads {

    private ConfluencePayloads() {}

    @Serdeable.Deserializable
    record Me(@JsonProperty("account_id") String accountId, Optional<String> email, Optional<String> name) {}

    /** A product of a site; Jira and Confluence share the id, and the scopes tell them apart. */
    @Serdeable.Deserializable
    record Site(String id, String url, List<String> scopes) {
        boolean isConfluence() {
            return scopes.stream().anyMatch(scope -> scope.contains("confluence"));
        }
    }
}
