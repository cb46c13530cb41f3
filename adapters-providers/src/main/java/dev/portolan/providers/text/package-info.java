/** Text out of content: what is read, in which charset, and how much of it. */
@NullMarked
package dev.portolan.providers.text;

import org.jspecify.annotations.NullMarked;
