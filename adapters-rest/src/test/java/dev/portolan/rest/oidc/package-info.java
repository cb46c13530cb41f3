@NullMarked
package dev.portolan.rest.oidc;

import org.jspecify.annotations.NullMarked;
