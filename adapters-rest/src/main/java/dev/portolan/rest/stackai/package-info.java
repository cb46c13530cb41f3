/** The connections API of StackAI. */
@NullMarked
package dev.portolan.rest.stackai;

import org.jspecify.annotations.NullMarked;
