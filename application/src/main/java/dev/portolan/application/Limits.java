package dev.portolan.application;

import dev.portolan.domain.Refusal;

/** How much a caller may ask for at once, and how long names may be. */
public final class Limits {

    public static final int PAGE = 1_000;
    public static final int DEFAULT_PAGE = 100;
    private static final int NAME = 255;

    private Limits() {}

    static int page(int limit) {
        if (limit < 1 || limit > PAGE) {
            throw new Refusal.InvalidInput("limit", "must be from 1 to " + PAGE);
        }
        return limit;
    }

    /** A name as it is kept. */
    public static String name(String field, String name) {
        if (name.isBlank() || name.length() > NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal.InvalidInput(
                    field, "must have 1 to " + NAME + " characters, none of them a control character");
        }
        return name.strip();
    }

    static String slug(String field, String slug) {
        if (!slug.matches("[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?")) {
            throw new Refusal.InvalidInput(
                    field, "must have 1 to 64 lower-case letters, digits, hyphens or underscores, such as team-docs");
        }
        if (References.uuid(slug).isPresent()) {
            throw new Refusal.InvalidInput(field, "must not look like an id");
        }
        return slug;
    }
}
