package dev.portolan.application.oauth;

import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.application.port.GrantStore;
import dev.portolan.application.port.OAuthAppStore;
import dev.portolan.application.port.OAuthGateway;
import dev.portolan.application.port.RevocationStore;

/** What OAuth needs of the outside, beyond what everybody needs. */
public record OAuthPorts(
        OAuthGateway gateway,
        OAuthAppStore apps,
        AuthorizationStore authorizations,
        GrantStore grants,
        RevocationStore revocations,
        OAuthSettings settings) {}
