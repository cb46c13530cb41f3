/** A directory of this machine: the shortest connector. */
@NullMarked
package dev.portolan.providers.folder;

import org.jspecify.annotations.NullMarked;
