/** Runs of syncs, and what outlives them. */
@NullMarked
package dev.portolan.persistence.run;

import org.jspecify.annotations.NullMarked;
