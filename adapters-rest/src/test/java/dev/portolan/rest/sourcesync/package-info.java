@NullMarked
package dev.portolan.rest.sourcesync;

import org.jspecify.annotations.NullMarked;
