package dev.portolan.providers.slack;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;

/** Slack's JSON, as much of it as we read. */
final class SlackPayloads {

    private SlackPayloads() {}

    /** What every answer has: whether it is one, else why not and which scope it would have needed. */
    interface Envelope {
        boolean ok();

        Optional<String> error();

        Optional<String> needed();
    }

    /** Of a whole organization's installation {@code enterpriseId} is what stays the same. */
    @Serdeable.Deserializable
    record Identity(
            boolean ok,
            Optional<String> error,
            Optional<String> needed,
            @JsonProperty("team_id") Optional<String> teamId,
            @JsonProperty("user_id") Optional<String> userId,
            Optional<String> user,
            @JsonProperty("enterprise_id") Optional<String> enterpriseId,
            @JsonProperty("is_enterprise_install") Optional<Boolean> enterpriseInstall)
            implements Envelope {
        Optional<String> workspace() {
            return enterpriseInstall.orElse(false) ? enterpriseId : teamId;
        }
    }

    @Serdeable.Deserializable
    record UserInfo(boolean ok, Optional<String> error, Optional<String> needed, Optional<User> user)
            implements Envelope {}

    @Serdeable.Deserializable
    record User(Optional<Profile> profile) {}

    @Serdeable.Deserializable
    record Profile(Optional<String> email) {}
}
