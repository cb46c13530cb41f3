/** The commands that speak to a running server, as any client would. */
@NullMarked
package dev.portolan.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
