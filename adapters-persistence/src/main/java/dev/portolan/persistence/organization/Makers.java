package dev.portolan.persistence.organization;

import dev.portolan.domain.Organization;
import dev.portolan.domain.Role;
import dev.portolan.domain.User;
import dev.portolan.persistence.database.Row;
import java.sql.SQLException;
import java.util.Optional;

/** Whoever made something, read beside it. */
public final class Makers {

    /** Of {@code app_user u}, beside another table's. */
    public static final String COLUMNS =
            "u.name as maker_name, u.email as maker_email, u.role as maker_role, u.created_at as maker_created_at";

    private Makers() {}

    /** Empty where the row has none beside it: that user is gone. */
    public static Optional<User> read(Row row, User.Id id, Organization.Id organization) throws SQLException {
        Optional<String> name = row.optionalText("maker_name");
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new User(
                        id,
                        organization,
                        name.get(),
                        row.optionalText("maker_email"),
                        Role.valueOf(row.text("maker_role")),
                        row.instant("maker_created_at")));
    }
}
