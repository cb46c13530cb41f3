@NullMarked
package dev.portolan.rest.portolan;

import org.jspecify.annotations.NullMarked;
