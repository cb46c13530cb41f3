/** Apps, consents, grants and revocations. */
@NullMarked
package dev.portolan.persistence.authorization;

import org.jspecify.annotations.NullMarked;
