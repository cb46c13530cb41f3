/** The ports, in memory: what tests of the core run on. */
@NullMarked
package dev.portolan.application.memory;

import org.jspecify.annotations.NullMarked;
