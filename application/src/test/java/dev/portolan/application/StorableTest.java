package dev.portolan.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.OAuthGateway;
import dev.portolan.domain.Account;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Scope;
import dev.portolan.domain.Storable;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é ü/😀", "\t\n\u0001", "\uFFFD", "😀😀"})
    void what_can_be_kept_is_kept_as_it_is(String text) {
        assertTrue(Storable.is(text));
        assertSame(text, Storable.text(text));
    }

    @Test
    void what_cannot_be_kept_is_replaced_character_by_character() {
        assertFalse(Storable.is("a\0"));
        assertFalse(Storable.is("\uD83D"));
        assertFalse(Storable.is("\uDE00\uD83D"));
        assertEquals("\uFFFDa\uFFFD", Storable.text("\0a\0"));
        assertEquals("\uFFFD\uFFFD😀\uFFFDx", Storable.text("\uDE00\uD83D😀\uD83Dx"));
    }

    @Test
    void what_providers_say_of_an_account_a_scope_or_a_refusal_can_be_kept() {
        Provider.Id drive = new Provider.Id("drive");
        assertEquals(
                new Account(drive, "1\uFFFD", Optional.of("\uFFFD@b"), "A\uFFFDda"),
                new Account(drive, "1\0", Optional.of("\uD83D@b"), "A\0da"));
        assertEquals("\uFFFDa", new Scope("id", "\0a").name());
        assertEquals("no\uFFFD", new OAuthGateway.Answer.Refused("invalid_grant", "no\0").reason());
        assertEquals("no\uFFFD", new OAuthGateway.Answer.AppRefused("invalid_scope", "no\0").reason());
        assertEquals("no\uFFFD", new OAuthGateway.Answer.Unavailable("no\0", Optional.empty()).reason());
        assertEquals("no\uFFFD", new OAuthGateway.Returned.Refused("x", "no\0").reason());
        assertEquals("no\uFFFD", new OAuthGateway.Returned.Unavailable("no\0", Optional.empty()).reason());
    }
}
