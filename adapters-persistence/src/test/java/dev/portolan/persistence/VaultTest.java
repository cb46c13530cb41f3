package dev.portolan.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.memory.SequentialIds;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Organization;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.vault.KeysetProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the vault does with its keys: at the first start, at later ones, and with rows that somebody moved. */
class VaultTest {

    private static final String SECRET = "correct horse battery staple";

    @TempDir
    private Path data;

    private final SequentialIds ids = new SequentialIds();
    private final Organization.Id organization = new Organization.Id(ids.next());
    private final Organization.Id other = new Organization.Id(ids.next());
    private final Credential.Id id = new Credential.Id(ids.next());
    private final Credential secrets = new Credential.Secrets(Map.of("password", SECRET));

    private TestDatabase open(Map<String, Object> properties) {
        return TestDatabase.open(OnH2.url(data), "portolan", data, properties);
    }

    private void withVault(Map<String, Object> properties, BiConsumer<CredentialVault, Jdbc> body) {
        try (TestDatabase database = open(properties)) {
            body.accept(database.bean(CredentialVault.class), database.bean(Jdbc.class));
        }
    }

    private void withVault(BiConsumer<CredentialVault, Jdbc> body) {
        withVault(Map.of(), body);
    }

    private void putSecret() {
        withVault((vault, jdbc) -> vault.put(organization, id, secrets));
    }

    private String failure(Map<String, Object> properties) {
        Throwable cause = assertThrows(RuntimeException.class, () -> open(properties));
        while (!(cause instanceof KeysetProblem) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = assertInstanceOf(KeysetProblem.class, cause).getMessage();
        assertFalse(message.contains("\n"), message);
        return message;
    }

    @Test
    void what_was_sealed_before_a_restart_opens_after_it() {
        putSecret();

        withVault((vault, jdbc) -> assertEquals(secrets, vault.open(organization, id)));
    }

    @Test
    void tokens_come_back_whole() {
        Credential tokens = new Credential.Tokens(
                "access",
                Optional.of("refresh"),
                Optional.of(Instant.parse("2026-05-01T12:00:00.123456789Z")),
                Optional.empty(),
                List.of("files.read", "offline"),
                Map.of("instance_url", "https://example.com"),
                7);

        withVault((vault, jdbc) -> {
            vault.put(organization, id, tokens);
            assertEquals(tokens, vault.open(organization, id));
        });
    }

    @Test
    void nothing_that_is_stored_shows_the_secret() throws IOException {
        putSecret();

        try (var files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(SECRET), file.toString());
            }
        }
    }

    @Test
    void a_row_that_was_moved_to_another_organization_does_not_open() {
        withVault((vault, jdbc) -> {
            vault.put(organization, id, secrets);
            jdbc.update("update credential set organization_id = ?", other.value());

            Exception refused = assertThrows(IllegalStateException.class, () -> vault.open(other, id));
            assertFalse(refused.toString().contains(SECRET));
        });
    }

    @Test
    void a_row_that_was_moved_to_another_id_does_not_open() {
        Credential.Id another = new Credential.Id(ids.next());
        withVault((vault, jdbc) -> {
            vault.put(organization, id, secrets);
            jdbc.update("update credential set id = ?", another.value());

            assertThrows(IllegalStateException.class, () -> vault.open(organization, another));
        });
    }

    @Test
    void a_new_database_makes_a_keyset_that_only_its_owner_reads() throws IOException {
        putSecret();

        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keyset.json"))));
    }

    @Test
    void without_its_keyset_a_database_with_credentials_does_not_start() throws IOException {
        putSecret();
        Files.delete(data.resolve("keyset.json"));

        String message = failure(Map.of());
        assertTrue(message.contains(data.resolve("keyset.json").toString()), message);
        assertTrue(message.contains("PORTOLAN_KEYSET"), message);
        assertFalse(Files.exists(data.resolve("keyset.json")));
    }

    @Test
    void with_a_foreign_keyset_it_does_not_start(@TempDir Path elsewhere) throws IOException {
        putSecret();
        try (TestDatabase foreign = TestDatabase.open(OnH2.url(elsewhere), "portolan", elsewhere, Map.of())) {
            assertTrue(foreign.bean(CredentialVault.class) != null);
        }
        String keyset = Files.readString(elsewhere.resolve("keyset.json"));

        String message = failure(Map.of("portolan.keyset", keyset));
        assertTrue(message.contains("not the one"), message);
        assertFalse(message.contains("keyData"), message);
    }

    @Test
    void a_keyset_may_be_given_inline_or_as_another_file() throws IOException {
        Path file = data.resolve("keys").resolve("master.json");
        withVault(Map.of("portolan.keyset", file.toString()), (vault, jdbc) -> vault.put(organization, id, secrets));
        String keyset = Files.readString(file);
        Files.delete(file);

        withVault(
                Map.of("portolan.keyset", keyset),
                (vault, jdbc) -> assertEquals(secrets, vault.open(organization, id)));
        assertFalse(Files.exists(data.resolve("keyset.json")));
    }

    @Test
    void what_is_no_keyset_is_told_without_being_quoted() throws IOException {
        Files.writeString(data.resolve("keyset.json"), "{\"secret\": \"" + SECRET + "\"}");

        String message = failure(Map.of());
        assertTrue(message.contains("is not a master keyset"), message);
        assertFalse(message.contains(SECRET), message);
    }

    @Test
    void a_rotation_goes_on_after_a_restart_and_another_process_takes_the_new_key_up() {
        Credential.Id second = new Credential.Id(ids.next());
        withVault((vault, jdbc) -> {
            vault.put(organization, id, secrets);
            vault.put(organization, second, secrets);
            vault.rotate();
            assertTrue(vault.reseal(1));
        });

        withVault((vault, jdbc) -> {
            assertEquals(1, vault.sealing().older());
            while (vault.reseal(1)) {
                assertEquals(secrets, vault.open(organization, second));
            }
            assertEquals(0, vault.sealing().older());
            assertEquals(2, jdbc.number("select count(*) from credential where data_key = 2"));
            assertEquals(secrets, vault.open(organization, id));
        });
    }

    @Test
    void a_moved_row_stays_closed_in_a_rotation_and_holds_up_no_other() {
        Credential.Id second = new Credential.Id(ids.next());
        withVault((vault, jdbc) -> {
            vault.put(organization, id, secrets);
            vault.put(organization, second, secrets);
            jdbc.update("update credential set organization_id = ? where id = ?", other.value(), id.value());
            vault.rotate();
            assertFalse(vault.reseal(10));

            assertEquals(1, vault.sealing().older());
            assertEquals(1, vault.sealing().unreadable());
            assertTrue(vault.sealing().complete());
            assertEquals(secrets, vault.open(organization, second));
            assertThrows(IllegalStateException.class, () -> vault.open(other, id));
        });
    }

    @Test
    void the_new_key_too_needs_the_master_keyset() throws IOException {
        withVault((vault, jdbc) -> vault.rotate());
        Files.delete(data.resolve("keyset.json"));

        assertTrue(failure(Map.of()).contains("PORTOLAN_KEYSET"));
    }
}
