/** The stores, on H2 and PostgreSQL. */
@NullMarked
package dev.portolan.persistence;

import org.jspecify.annotations.NullMarked;
