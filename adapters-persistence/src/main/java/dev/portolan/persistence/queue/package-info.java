/** Work for any replica, on db-scheduler. */
@NullMarked
package dev.portolan.persistence.queue;

import org.jspecify.annotations.NullMarked;
