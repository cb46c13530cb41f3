package dev.portolan.domain;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a connection proves who it is; always data, never code per provider. */
public sealed interface AuthScheme {

    /** Keys or passwords that the user types in; an empty list means that nothing is needed. */
    record Secrets(List<Field> fields) implements AuthScheme {
        public Secrets {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Consent in the browser (RFC 6749, authorization code), as this provider does it.
     *
     * @param scopes what is asked for, joined by {@code scopeSeparator}; empty where the provider knows none
     * @param scopeParameter what carries the scopes in the authorize URL; the usual one everywhere but at Slack
     * @param authorizeParameters sent to the authorize URL besides the standard ones
     * @param tokenHeaders sent to the token endpoint besides the standard ones
     * @param keptFields of the token response that are kept with the tokens, such as {@code instance_url}
     * @param revoke how a token is given back; empty where the provider has no such endpoint
     */
    record OAuth2(
            URI authorizeUrl,
            URI tokenUrl,
            Optional<Revocation> revoke,
            List<String> scopes,
            String scopeParameter,
            String scopeSeparator,
            ClientAuthentication clientAuthentication,
            BodyFormat tokenBody,
            boolean pkce,
            Map<String, String> authorizeParameters,
            Map<String, String> tokenHeaders,
            List<String> keptFields)
            implements AuthScheme {
        public OAuth2 {
            scopes = List.copyOf(scopes);
            authorizeParameters = Map.copyOf(authorizeParameters);
            tokenHeaders = Map.copyOf(tokenHeaders);
            keptFields = List.copyOf(keptFields);
        }
    }

    /** How the app proves who it is at the token endpoint. */
    enum ClientAuthentication {
        BASIC,
        BODY
    }

    /** What the token endpoint reads. */
    enum BodyFormat {
        FORM,
        JSON
    }

    /** Where and how a token is given back. */
    record Revocation(URI url, Style style) {
        public enum Style {
            /** RFC 7009: {@code token} in a form, the app authenticated as at the token endpoint. */
            RFC7009,
            /** A POST without a body, the token itself as bearer. */
            BEARER,
            /** {@code DELETE} of the URL's {@code /{client_id}/grant}, basic authentication, the token in a JSON body. */
            GITHUB_GRANT
        }
    }
}
