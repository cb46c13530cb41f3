/** What the core needs of the outside: connectors on one side, stores and the queue on the other. Blocking, throughout. */
@NullMarked
package dev.portolan.application.port;

import org.jspecify.annotations.NullMarked;
