/** What Maven cannot see: the rules of the house, checked on the byte code of all modules. */
@NullMarked
package dev.portolan.architecture;

import org.jspecify.annotations.NullMarked;
