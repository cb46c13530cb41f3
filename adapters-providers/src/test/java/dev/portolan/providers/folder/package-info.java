@NullMarked
package dev.portolan.providers.folder;

import org.jspecify.annotations.NullMarked;
