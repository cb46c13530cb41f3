@NullMarked
package dev.portolan.providers.box;

import org.jspecify.annotations.NullMarked;
