/** What is read, and what is not. */
@NullMarked
package dev.portolan.providers.text;

import org.jspecify.annotations.NullMarked;
