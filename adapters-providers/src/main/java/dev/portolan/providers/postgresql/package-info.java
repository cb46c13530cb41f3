/**
 * Rows of a PostgreSQL database, a scope per table, read page by page in short read-only transactions. The one connector
 * that speaks JDBC.
 */
@NullMarked
package dev.portolan.providers.postgresql;

import org.jspecify.annotations.NullMarked;
