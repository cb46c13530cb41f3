@NullMarked
package dev.portolan.rest.token;

import org.jspecify.annotations.NullMarked;
