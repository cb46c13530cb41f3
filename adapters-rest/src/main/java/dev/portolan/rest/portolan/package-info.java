/** Portolan's own API, which covers everything that the core does. */
@NullMarked
package dev.portolan.rest.portolan;

import org.jspecify.annotations.NullMarked;
