/** Servers of our own for tests, on the loopback interface and free ports. */
@NullMarked
package dev.portolan.providers.server;

import org.jspecify.annotations.NullMarked;
