package dev.portolan.providers.salesforce;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;

/** Salesforce's JSON, as much of it as we read. */
final class SalesforcePayloads {

    private SalesforcePayloads() {}

    @Serdeable.Deserializable
    record Identity(
            @JsonProperty("organization_id") String organizationId,
            @JsonProperty("user_id") String userId,
            Optional<String> username,
            @JsonProperty("display_name") Optional<String> displayName,
            Optional<String> email) {}
}
