package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.Storable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é ü/😀", "\t\n\u0001", "\uFFFD", "😀😀"})
    void what_can_be_kept_is_kept_as_it_is(String text) {
        assertTrue(Storable.is(text));
        assertSame(text, Storable.text(text));
    }

    @Test
    void what_cannot_be_kept_is_replaced_character_by_character() {
        assertFalse(Storable.is("a\0"));
        assertFalse(Storable.is("\uD83D"));
        assertFalse(Storable.is("\uDE00\uD83D"));
        assertEquals("\uFFFDa\uFFFD", Storable.text("\0a\0"));
        assertEquals("\uFFFD\uFFFD😀\uFFFDx", Storable.text("\uDE00\uD83D😀\uD83Dx"));
    }
}
