/**
 * The wire: everything between a connector and the network, in layers around one exchange. The order is a contract:
 * {@code Observing} around {@code Retrying} around {@code Lane} (throttling) around {@code Authorizing} around
 * {@code Classifying} around {@code Transport}.
 */
@NullMarked
package dev.portolan.providers.wire;

import org.jspecify.annotations.NullMarked;
