/** The processes in which files of other programs are read, and what goes on in them. */
@NullMarked
package dev.portolan.providers.parsing;

import org.jspecify.annotations.NullMarked;
