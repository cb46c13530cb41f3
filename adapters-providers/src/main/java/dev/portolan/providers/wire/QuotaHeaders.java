package dev.portolan.providers.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a reply says about the quota, in the headers that most providers agree on: {@code RateLimit-Remaining} and its
 * like, with or without an {@code X-} before.
 *
 * @param pausedUntil when the next call may be made
 * @param isSpent whether nothing is left, for anybody
 */
record QuotaHeaders(Instant pausedUntil, boolean isSpent) {

    private static final List<String> PREFIXES = List.of("RateLimit-", "X-RateLimit-", "X-Rate-Limit-");

    /** Numbers beyond this are times since 1970, not seconds from now. */
    private static final long EPOCH = 1_000_000_000;

    private static final Duration LONGEST = Duration.ofDays(1);

    /** Empty where there is enough left, or nothing is said. */
    static Optional<QuotaHeaders> of(Reply reply, Instant now) {
        return PREFIXES.stream()
                .filter(prefix -> number(reply, prefix + "Remaining").isPresent()
                        && number(reply, prefix + "Reset").isPresent())
                .findFirst()
                .flatMap(prefix -> of(
                        number(reply, prefix + "Remaining").getAsLong(),
                        number(reply, prefix + "Limit").orElse(0),
                        reset(number(reply, prefix + "Reset").getAsLong(), now),
                        now));
    }

    /** The last tenth of a quota is spread over the time that it must last. */
    private static Optional<QuotaHeaders> of(long remaining, long limit, Duration reset, Instant now) {
        if (reset.isNegative() || reset.isZero() || reset.compareTo(LONGEST) > 0) {
            return Optional.empty();
        }
        if (remaining == 0) {
            return Optional.of(new QuotaHeaders(now.plus(reset), true));
        }
        return remaining < limit / 10
                ? Optional.of(new QuotaHeaders(now.plus(reset.dividedBy(remaining + 1)), false))
                : Optional.empty();
    }

    private static Duration reset(long told, Instant now) {
        return told > EPOCH ? Duration.between(now, Instant.ofEpochSecond(told)) : Duration.ofSeconds(told);
    }

    private static OptionalLong number(Reply reply, String header) {
        return reply.header(header)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,12}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
