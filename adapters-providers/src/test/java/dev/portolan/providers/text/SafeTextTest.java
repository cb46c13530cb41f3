package dev.portolan.providers.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void control_characters_go_but_tabs_and_newlines_stay() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c <= ' '; c++) {
            all.append(c).append('x');
        }
        SafeText text = new SafeText(1000);
        text.append(all);
        assertEquals("x".repeat(9) + "\tx\n" + "x".repeat(3) + "\n" + "x".repeat(19) + " x", text.finish());
        assertEquals(29, text.repairs());
    }

    @Test
    void lone_surrogates_are_replaced_and_pairs_are_kept() {
        SafeText text = new SafeText(1000);
        text.append("a\uD800b\uDC00c\uD83D\uDE00\uD83D\uD83D\uDE00\uDE00\uD83D");
        assertEquals("a\uFFFDb\uFFFDc😀\uFFFD😀\uFFFD\uFFFD", text.finish());
        assertEquals(5, text.repairs());
    }

    @Test
    void pairs_and_line_ends_may_come_in_two_pieces() {
        SafeText text = new SafeText(1000);
        for (String piece : new String[] {"a\uD83D", "\uDE00", "\r", "\n", "\n\r", "\r", "b\r", "😀\n"}) {
            text.append(piece.toCharArray(), piece.length());
        }
        assertEquals("a😀\n\n\n\nb\n😀\n", text.finish());
        assertEquals(0, text.repairs());
    }

    @Test
    void the_limit_cuts_no_pair_and_is_only_exceeded_by_what_counts() {
        SafeText full = new SafeText(3);
        full.append("abc\0\0");
        assertFalse(full.overflowed());
        full.append("d");
        assertTrue(full.overflowed());
        assertEquals("abc", full.finish());
        SafeText pair = new SafeText(3);
        pair.append("ab😀c");
        assertTrue(pair.overflowed());
        assertEquals("ab", pair.finish());
    }
}
