/** One sync run: planned, worked off scope by scope and page by page, ended. */
@NullMarked
package dev.portolan.application.sync;

import org.jspecify.annotations.NullMarked;
