@NullMarked
package dev.portolan.rest.informer;

import org.jspecify.annotations.NullMarked;
