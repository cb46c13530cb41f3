@NullMarked
package dev.portolan.providers.wire;

import org.jspecify.annotations.NullMarked;
