/** What replicas tell each other about the quotas of providers. */
@NullMarked
package dev.portolan.persistence.quota;

import org.jspecify.annotations.NullMarked;
