/** Documents, their text, the change feed, and deletions that wait. */
@NullMarked
package dev.portolan.persistence.document;

import org.jspecify.annotations.NullMarked;
