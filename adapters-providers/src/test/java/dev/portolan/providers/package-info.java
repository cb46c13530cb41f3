/** What a connector must do, and the proof that ours do. */
@NullMarked
package dev.portolan.providers;

import org.jspecify.annotations.NullMarked;
