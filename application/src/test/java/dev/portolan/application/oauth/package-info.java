/** Tests of consents and what becomes of them. */
@org.jspecify.annotations.NullMarked
package dev.portolan.application.oauth;
