/** The gateway's tests, and a provider for them and for whoever tests renewal. */
@NullMarked
package dev.portolan.providers.oauth;

import org.jspecify.annotations.NullMarked;
