package dev.portolan.domain;

import java.util.Optional;

/**
 * A stretch of resource ids in UTF-8 byte order.
 *
 * @param after exclusive; empty: from the scope's first key
 * @param through inclusive; empty: to the scope's last key
 */
public record KeyRange(Optional<String> after, Optional<String> through) {

    public static final KeyRange ALL = new KeyRange(Optional.empty(), Optional.empty());
}
