/** Puts the parts together and starts them. */
@NullMarked
package dev.portolan.bootstrap;

import org.jspecify.annotations.NullMarked;
