/** Clients that a generator has made of the OpenAPI documents, at work. */
@NullMarked
package dev.portolan.program.clients;

import org.jspecify.annotations.NullMarked;
