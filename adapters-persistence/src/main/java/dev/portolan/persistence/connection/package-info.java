/** Connections, and what failed in them. */
@NullMarked
package dev.portolan.persistence.connection;

import org.jspecify.annotations.NullMarked;
