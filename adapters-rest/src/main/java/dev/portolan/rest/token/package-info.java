/** The password grant of OAuth 2, as RFC 6749 has it. */
@NullMarked
package dev.portolan.rest.token;

import org.jspecify.annotations.NullMarked;
