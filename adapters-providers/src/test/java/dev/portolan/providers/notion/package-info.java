@NullMarked
package dev.portolan.providers.notion;

import org.jspecify.annotations.NullMarked;
