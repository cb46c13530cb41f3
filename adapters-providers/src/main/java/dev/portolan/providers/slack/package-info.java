/** Slack. */
@NullMarked
package dev.portolan.providers.slack;

import org.jspecify.annotations.NullMarked;
