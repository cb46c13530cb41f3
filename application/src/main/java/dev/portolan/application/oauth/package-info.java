/** The life of a consent: asked for, exchanged, shared, renewed, given back. */
@org.jspecify.annotations.NullMarked
package dev.portolan.application.oauth;
