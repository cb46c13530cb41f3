@NullMarked
package dev.portolan.rest.browser;

import org.jspecify.annotations.NullMarked;
