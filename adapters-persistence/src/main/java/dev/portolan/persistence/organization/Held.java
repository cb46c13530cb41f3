package dev.portolan.persistence.organization;

/** Which rows of {@code access_grant} give a user a role: the user's own, a group's, everybody's. */
public final class Held {

    private Held() {}

    /**
     * A condition with two parameters, both of them the user.
     *
     * @param grant the name of the row in the query
     */
    public static String by(String grant) {
        return """
                (%1$s.subject_id = ? or %1$s.subject_id = %1$s.organization_id
                    or %1$s.group_id in (select m.group_id from group_member m where m.user_id = ?))""".formatted(grant);
    }
}
