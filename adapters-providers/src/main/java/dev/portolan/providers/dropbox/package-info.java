/** Dropbox, personal and of teams. */
@NullMarked
package dev.portolan.providers.dropbox;

import org.jspecify.annotations.NullMarked;
