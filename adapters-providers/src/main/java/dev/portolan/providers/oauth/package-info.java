/** OAuth 2 on the wire: one gateway for every provider, because how each does it is data. */
@NullMarked
package dev.portolan.providers.oauth;

import org.jspecify.annotations.NullMarked;
