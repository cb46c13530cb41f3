/** Tokens of the OpenID Connect issuer that the operator trusts. */
@NullMarked
package dev.portolan.rest.oidc;

import org.jspecify.annotations.NullMarked;
