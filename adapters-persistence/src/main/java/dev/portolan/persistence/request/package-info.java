/** Requests that are carried out once. */
@NullMarked
package dev.portolan.persistence.request;

import org.jspecify.annotations.NullMarked;
