/** Confluence Cloud. */
@NullMarked
package dev.portolan.providers.confluence;

import org.jspecify.annotations.NullMarked;
