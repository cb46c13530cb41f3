@NullMarked
package dev.portolan.providers.disk;

import org.jspecify.annotations.NullMarked;
