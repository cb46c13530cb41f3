@NullMarked
package dev.portolan.providers.github;

import org.jspecify.annotations.NullMarked;
