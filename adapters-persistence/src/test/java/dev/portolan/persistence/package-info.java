/** The store contracts on real databases. */
@NullMarked
package dev.portolan.persistence;

import org.jspecify.annotations.NullMarked;
