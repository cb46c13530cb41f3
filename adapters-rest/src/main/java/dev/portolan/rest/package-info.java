/** The five dialects and Portolan's own API over HTTP. */
@NullMarked
package dev.portolan.rest;

import org.jspecify.annotations.NullMarked;
