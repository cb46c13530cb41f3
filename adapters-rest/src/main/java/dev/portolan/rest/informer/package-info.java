/** The API of informer: libraries, their integrations, and their syncs. */
@NullMarked
package dev.portolan.rest.informer;

import org.jspecify.annotations.NullMarked;
