@NullMarked
package dev.portolan.rest.ballast;

import org.jspecify.annotations.NullMarked;
