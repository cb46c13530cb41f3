/** Classes that break the rules of the house, so that each rule is seen to fail. */
@NullMarked
package dev.portolan.providers.visiting.broken;

import org.jspecify.annotations.NullMarked;
