@NullMarked
package dev.portolan.providers.postgresql;

import org.jspecify.annotations.NullMarked;
