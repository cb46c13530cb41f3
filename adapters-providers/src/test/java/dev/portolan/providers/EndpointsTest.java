package dev.portolan.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.AuthScheme;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySourcePropertyResolver;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EndpointsTest {

    private static final AuthScheme.Revocation.Style BEARER = AuthScheme.Revocation.Style.BEARER;

    @Test
    void a_provider_is_where_it_is_unless_told_otherwise() {
        Endpoints.OfProvider endpoints = environment(Map.of()).of("box");

        assertEquals("https://api.box.com/2.0", endpoints.api("https://api.box.com/2.0"));
        assertEquals(Optional.empty(), endpoints.operatorsApi());
        assertEquals("https://dl.box.com", endpoints.content("https://dl.box.com"));
        assertEquals(scheme(Optional.empty()), endpoints.oauth(scheme(Optional.empty())));
    }

    @Test
    void variables_reach_a_provider_whose_id_has_an_underscore() {
        Endpoints.OfProvider endpoints = environment(Map.of(
                        "PORTOLAN_PROVIDERS_GOOGLE_DRIVE_API_URL", "http://127.0.0.1:1/api/",
                        "PORTOLAN_PROVIDERS_GOOGLE_DRIVE_CONTENT_URL", "http://127.0.0.1:1/content",
                        "PORTOLAN_PROVIDERS_GOOGLE_DRIVE_AUTHORIZE_URL", "http://127.0.0.1:1/authorize",
                        "PORTOLAN_PROVIDERS_GOOGLE_DRIVE_TOKEN_URL", "http://127.0.0.1:1/token",
                        "PORTOLAN_PROVIDERS_GOOGLE_DRIVE_REVOKE_URL", "http://127.0.0.1:1/revoke"))
                .of("google_drive");
        AuthScheme.OAuth2 scheme =
                endpoints.oauth(scheme(Optional.of(new AuthScheme.Revocation(URI.create("https://own/r"), BEARER))));

        assertEquals("http://127.0.0.1:1/api", endpoints.api("https://own"));
        assertEquals("http://127.0.0.1:1/content", endpoints.content("https://own"));
        assertEquals(URI.create("http://127.0.0.1:1/authorize"), scheme.authorizeUrl());
        assertEquals(URI.create("http://127.0.0.1:1/token"), scheme.tokenUrl());
        assertEquals(
                Optional.of(new AuthScheme.Revocation(URI.create("http://127.0.0.1:1/revoke"), BEARER)),
                scheme.revoke());
    }

    @Test
    void a_configuration_file_may_say_it_too() {
        Endpoints endpoints = new Endpoints(new PropertySourcePropertyResolver(PropertySource.of(
                "application.yml", Map.of("portolan.providers.google-drive.api-url", "https://drive.example.com"))));

        assertEquals(
                Optional.of("https://drive.example.com"),
                endpoints.of("google_drive").operatorsApi());
    }

    @Test
    void a_variable_set_to_nothing_is_not_set() {
        assertEquals(
                Optional.empty(),
                environment(Map.of("PORTOLAN_PROVIDERS_BOX_API_URL", " "))
                        .of("box")
                        .operatorsApi());
    }

    @Test
    void a_place_to_revoke_speaks_rfc_7009_where_the_provider_has_none() {
        Endpoints endpoints = environment(Map.of("PORTOLAN_PROVIDERS_ONEDRIVE_REVOKE_URL", "https://own/revoke"));

        assertEquals(
                Optional.of(AuthScheme.Revocation.Style.RFC7009),
                endpoints
                        .of("onedrive")
                        .oauth(scheme(Optional.empty()))
                        .revoke()
                        .map(AuthScheme.Revocation::style));
    }

    @Test
    void what_is_no_url_is_named_by_its_variable() {
        for (String wrong :
                List.of("drive.example.com", "ftp://x", "https://", "https://x/?a=b", "https://x/#f", "a b")) {
            Endpoints endpoints = environment(Map.of("PORTOLAN_PROVIDERS_GOOGLE_DRIVE_API_URL", wrong));

            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> endpoints.of("google_drive").operatorsApi(),
                    wrong);

            assertTrue(refused.getMessage().startsWith("PORTOLAN_PROVIDERS_GOOGLE_DRIVE_API_URL must be"), wrong);
        }
    }

    private static Endpoints environment(Map<String, Object> variables) {
        return new Endpoints(new PropertySourcePropertyResolver(PropertySource.of(
                "env",
                variables,
                PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE,
                PropertySource.Origin.of("the environment"))));
    }

    private static AuthScheme.OAuth2 scheme(Optional<AuthScheme.Revocation> revoke) {
        return new AuthScheme.OAuth2(
                URI.create("https://own/authorize"),
                URI.create("https://own/token"),
                revoke,
                List.of("read"),
                "scope",
                " ",
                AuthScheme.ClientAuthentication.BASIC,
                AuthScheme.BodyFormat.FORM,
                true,
                Map.of("prompt", "consent"),
                Map.of(),
                List.of("team"));
    }
}
