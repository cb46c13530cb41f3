/** Cron expressions, ids and secrets. */
@NullMarked
package dev.portolan.persistence.time;

import org.jspecify.annotations.NullMarked;
