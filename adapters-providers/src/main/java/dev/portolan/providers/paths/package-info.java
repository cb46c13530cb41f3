/** What connectors whose documents are named by paths have in common: globs, byte order, media types. */
@NullMarked
package dev.portolan.providers.paths;

import org.jspecify.annotations.NullMarked;
