/** The providers' official descriptions of their APIs, where they are at hand, and what does not keep to them. */
@NullMarked
package dev.portolan.providers.spec;

import org.jspecify.annotations.NullMarked;
