/** Organizations, their users and keys, and their collections. */
@NullMarked
package dev.portolan.persistence.organization;

import org.jspecify.annotations.NullMarked;
