@NullMarked
package dev.portolan.providers.text;

import org.jspecify.annotations.NullMarked;
