package dev.portolan.providers.postgresql;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row as it came.
 *
 * @param key as text; without a key its hash and which of its equals it is
 * @param position where it stands in the way that it was read by
 * @param values by {@link Layout#read}; null is NULL, or not sent
 * @param size in bytes of its text
 * @param digest of its values, where it is too long to be sent
 * @param run the bytes of the page up to here
 */
record Row(
        List<String> key,
        List<String> position,
        List<@Nullable String> values,
        long size,
        Optional<String> digest,
        long run) {}
