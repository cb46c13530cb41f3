@NullMarked
package dev.portolan.persistence.vault;

import org.jspecify.annotations.NullMarked;
