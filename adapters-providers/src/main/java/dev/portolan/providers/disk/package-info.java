/** Files on this machine, within the directories that the operator has opened and never outside. */
@NullMarked
package dev.portolan.providers.disk;

import org.jspecify.annotations.NullMarked;
