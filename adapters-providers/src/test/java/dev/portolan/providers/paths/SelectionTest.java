package dev.portolan.providers.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

    @ParameterizedTest
    @CsvSource({
        "*.md,            a.md,            true",
        "*.md,            x/y/a.md,        true",
        "*.md,            a.mdx,           false",
        "docs/*.md,       docs/a.md,       true",
        "docs/*.md,       docs/x/a.md,     false",
        "docs/*.md,       x/docs/a.md,     false",
        "docs/**,         docs/x/a.md,     true",
        "docs/**/a.md,    docs/a.md,       true",
        "docs/**/a.md,    docs/x/y/a.md,   true",
        "docs/**/a.md,    docs/xa.md,      false",
        "**/docs/*,       docs/a,          true",
        "**/docs/*,       x/docs/a,        true",
        "drafts/,         drafts/a,        true",
        "drafts/,         x/drafts/y/a,    true",
        "/drafts/,        x/drafts/a,      false",
        "/a.md,           a.md,            true",
        "/a.md,           x/a.md,          false",
        "?.md,            é.md,            true",
        "?.md,            😀.md,           true",
        "?.md,            ab.md,           false",
        "a**z,            a/b/z,           true",
        "**,              a/b/c,           true",
        "*,               a/b/c,           true",
        "[a].md,          [a].md,          true",
        "A.md,            a.md,            false",
    })
    void a_pattern_selects_what_it_says(String pattern, String path, boolean selected) {
        assertEquals(selected, selection(List.of(pattern), List.of()).selects(path));
    }

    @Test
    void exclusion_wins() {
        Selection selection = selection(List.of("*.md"), List.of("drafts/"));
        assertTrue(selection.selects("a.md"));
        assertFalse(selection.selects("drafts/a.md"));
        assertFalse(selection.selects("a.txt"));
        assertTrue(selection.prunes("x/drafts/"));
        assertFalse(selection.prunes("x/"));
    }

    @Test
    void a_hostile_pattern_costs_no_more_than_its_length() {
        Selection selection = selection(List.of("*a".repeat(200) + "b"), List.of());
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertFalse(selection.selects("a".repeat(1_000))));
        assertThrows(ProviderFailure.Invalid.class, () -> selection(List.of("a".repeat(600)), List.of()));
    }

    @Test
    void the_fingerprint_tells_selections_apart() {
        String one = selection(List.of("a"), List.of("b")).fingerprint("/x");
        assertEquals(one, selection(List.of("a"), List.of("b")).fingerprint("/x"));
        assertNotEquals(one, selection(List.of("a", "b"), List.of()).fingerprint("/x"));
        assertNotEquals(one, selection(List.of("a"), List.of("b")).fingerprint("/y"));
    }

    private static Selection selection(List<String> include, List<String> exclude) {
        return Selection.of(new Settings(Map.of("include", include, "exclude", exclude)));
    }
}
