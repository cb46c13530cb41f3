/** What Portolan does: services, and the ports that the outside implements. */
@NullMarked
package dev.portolan.application;

import org.jspecify.annotations.NullMarked;
