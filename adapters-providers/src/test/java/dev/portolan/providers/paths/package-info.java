@NullMarked
package dev.portolan.providers.paths;

import org.jspecify.annotations.NullMarked;
