/** The sync engine driven by hand: a provider that is made of memory, stores likewise, a clock that tests set. */
@NullMarked
package dev.portolan.application.sync;

import org.jspecify.annotations.NullMarked;
