/** Measurements, beside peers where they are installed. Run by {@code ./portolan bench}; never part of the tests. */
@NullMarked
package dev.portolan.bench;

import org.jspecify.annotations.NullMarked;
