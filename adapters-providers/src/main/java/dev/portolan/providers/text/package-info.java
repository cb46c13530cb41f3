/** Text out of content: what can be read as text, and HTML. */
@NullMarked
package dev.portolan.providers.text;

import org.jspecify.annotations.NullMarked;
