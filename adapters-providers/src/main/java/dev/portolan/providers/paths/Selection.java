package dev.portolan.providers.paths;

import dev.portolan.domain.Field;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Which paths a connection wants: those that an include pattern matches, if there are any, and no exclude pattern. */
public final class Selection {

    private static final int MAX_PATTERN = 512;
    private static final String GLOBS =
            "Patterns such as *.md, docs/** or drafts/: * and ? stay within a name, ** does not; without a slash a pattern is for names at any depth.";

    /** The settings that a selection is read from. */
    public static final List<Field> FIELDS = List.of(
            Field.optional(
                    "include", Field.Type.TEXTS, "Include", "Only documents whose path matches one of these. " + GLOBS),
            Field.optional(
                    "exclude", Field.Type.TEXTS, "Exclude", "No documents whose path matches one of these. " + GLOBS));

    private final List<String> include;
    private final List<String> exclude;
    private final List<Glob> included;
    private final List<Glob> excluded;
    private final List<Glob> pruned;

    private Selection(List<String> include, List<String> exclude) {
        this.include = include;
        this.exclude = exclude;
        this.included = include.stream().map(Glob::of).toList();
        this.excluded = exclude.stream().map(Glob::of).toList();
        this.pruned = exclude.stream()
                .filter(pattern -> pattern.endsWith("/") || pattern.endsWith("/**"))
                .map(Glob::of)
                .toList();
    }

    public static Selection of(Settings settings) {
        return new Selection(patterns(settings, "include"), patterns(settings, "exclude"));
    }

    private static List<String> patterns(Settings settings, String field) {
        List<String> patterns = settings.texts(field);
        for (String pattern : patterns) {
            if (pattern.length() > MAX_PATTERN) {
                throw new ProviderFailure.Invalid(field + " has a pattern of more than " + MAX_PATTERN + " characters: "
                        + pattern.substring(0, 40) + "…");
            }
        }
        return patterns;
    }

    public boolean selects(String path) {
        return (included.isEmpty() || included.stream().anyMatch(glob -> glob.matches(path)))
                && excluded.stream().noneMatch(glob -> glob.matches(path));
    }

    /** Whether everything beneath is excluded. {@code directory} ends in a slash. */
    public boolean prunes(String directory) {
        return pruned.stream().anyMatch(glob -> glob.matches(directory));
    }

    /** Equal for equal selections beneath equal roots; short, however many patterns there are. */
    public String fingerprint(String root) {
        String all = String.join("\n", root, String.join("\n", include), "", String.join("\n", exclude));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
