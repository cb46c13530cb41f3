@NullMarked
package dev.portolan.rest.zensearch;

import org.jspecify.annotations.NullMarked;
