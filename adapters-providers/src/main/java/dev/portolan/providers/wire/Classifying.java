package dev.portolan.providers.wire;

import dev.portolan.domain.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes failures of replies that are none: the connector's own function first, then a table by status. */
record Classifying(BiFunction<Call, Reply, Optional<ProviderFailure>> connector, InstantSource clock, Exchange next)
        implements Exchange {

    private static final Duration UNTOLD = Duration.ofSeconds(30);

    @Override
    public Reply send(Call call) {
        Reply reply = next.send(call);
        if (reply.ok() || call.accepted().test(reply)) {
            return reply;
        }
        try (reply) {
            throw connector.apply(call, reply).orElseGet(() -> byStatus(call, reply));
        }
    }

    private ProviderFailure byStatus(Call call, Reply reply) {
        String said = call.about() + ": " + call.host() + " answered " + reply.status();
        return switch (reply.status()) {
            case 401 -> new ProviderFailure.Unauthorized(said + ", the credential is refused");
            case 403 -> new ProviderFailure.Denied(said + ", access denied");
            case 404, 410 -> new ProviderFailure.Missing(said + ", not found");
            case 408, 425 -> new ProviderFailure.Transient(said);
            case 429 -> new ProviderFailure.RateLimited(said + ", too many requests", retryAfter(reply));
            default -> byClass(said, reply);
        };
    }

    private ProviderFailure byClass(String said, Reply reply) {
        return switch (reply.status() / 100) {
            case 3 -> new ProviderFailure.Invalid(said + ", a redirect that is not followed");
            case 5 ->
                reply.header("Retry-After").isPresent()
                        ? new ProviderFailure.RateLimited(said, retryAfter(reply))
                        : new ProviderFailure.Transient(said);
            default -> new ProviderFailure.Invalid(said);
        };
    }

    /** Seconds or a date; never negative. */
    private Duration retryAfter(Reply reply) {
        String text = reply.header("Retry-After").map(String::strip).orElse("");
        try {
            if (text.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            Duration until =
                    Duration.between(clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeParseException untold) {
            return UNTOLD;
        }
    }
}
