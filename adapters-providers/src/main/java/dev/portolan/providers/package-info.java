/** The wire, and the connectors on it. */
@NullMarked
package dev.portolan.providers;

import org.jspecify.annotations.NullMarked;
