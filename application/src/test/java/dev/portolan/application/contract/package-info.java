/** What every implementation of a store must do: suites that adapters inherit empty. */
@NullMarked
package dev.portolan.application.contract;

import org.jspecify.annotations.NullMarked;
