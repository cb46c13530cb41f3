/** Pages for people whose browser a provider has sent here: in words, without a script. */
@NullMarked
package dev.portolan.rest.browser;

import org.jspecify.annotations.NullMarked;
