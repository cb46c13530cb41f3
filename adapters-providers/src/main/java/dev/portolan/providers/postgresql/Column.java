package dev.portolan.providers.postgresql;

/**
 * A column as the catalogue describes it.
 *
 * @param type as SQL writes it, modifiers included: {@code numeric(10,2)}
 * @param base the type's own name, a domain's that of the type beneath: {@code int4}
 * @param home the schema of that type
 */
record Column(String name, String type, String base, String home) {

    private static final int SHOWN_BYTES = 32;

    String sql() {
        return "t." + Names.quoted(name);
    }

    /** Its value as text that becomes the same value again. */
    String exact() {
        return sql() + "::text";
    }

    /** Its value as text for readers: of long binary data only what tells one from another. */
    String text() {
        if (!base.equals("bytea")) {
            return exact();
        }
        return "CASE WHEN octet_length(%1$s) <= %2$d THEN %1$s::text ELSE substr(%1$s, 1, %2$d)::text || '… (' || octet_length(%1$s) || ' bytes, md5 ' || md5(%1$s) || ')' END"
                .formatted(sql(), SHOWN_BYTES);
    }

    /** A parameter that is given as text and compared as this type. */
    String parameter() {
        return "CAST(? AS " + type + ")";
    }

    boolean isInteger() {
        return base.equals("int4") || base.equals("int8") || base.equals("int2");
    }

    /** Whether its values are short by their type, whatever they are. */
    boolean isShort() {
        return switch (base) {
            case "bool",
                    "int2",
                    "int4",
                    "int8",
                    "float4",
                    "float8",
                    "date",
                    "time",
                    "timetz",
                    "timestamp",
                    "timestamptz",
                    "interval",
                    "uuid",
                    "oid",
                    "inet",
                    "cidr",
                    "macaddr",
                    "money" -> true;
            default -> false;
        };
    }
}
