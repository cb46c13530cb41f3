/** GitHub, in the cloud and on own premises. */
@NullMarked
package dev.portolan.providers.github;

import org.jspecify.annotations.NullMarked;
