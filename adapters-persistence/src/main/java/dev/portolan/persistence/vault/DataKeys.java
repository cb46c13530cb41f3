package dev.portolan.persistence.vault;

import com.google.crypto.tink.Aead;
import dev.portolan.persistence.database.Jdbc;
import io.micronaut.context.annotation.Context;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that seal credentials. They lie in the database, sealed by the master keyset; every one is readable, the newest
 * one writes. Made at start, so that a deployment with the wrong master keyset does not start.
 */
@Context
final class DataKeys {

    private final Jdbc jdbc;
    private final MasterKeyset master;
    private final InstantSource clock;
    private final Aead masterKey;
    private final Map<Integer, Aead> keys = new ConcurrentHashMap<>();

    DataKeys(Jdbc jdbc, MasterKeyset master, InstantSource clock) {
        this.jdbc = jdbc;
        this.master = master;
        this.clock = clock;
        Optional<Integer> newest = newest();
        this.masterKey = newest.isPresent() ? master.existing() : master.existingOrNew();
        if (newest.isEmpty()) {
            add(1);
        }
        key(writing());
    }

    /** The number of the key that writes. */
    int writing() {
        return newest().orElseThrow(() -> new IllegalStateException("The data keys are gone"));
    }

    /** When a key was made. */
    Instant since(int number) {
        return jdbc.first("select created_at from data_key where number = ?", row -> row.instant("created_at"), number)
                .orElseThrow(() -> new IllegalStateException("There is no data key " + number));
    }

    private Optional<Integer> newest() {
        return jdbc.first("select number from data_key order by number desc limit 1", row -> row.integer("number"));
    }

    byte[] seal(int number, byte[] plain, byte[] associated) {
        try {
            return key(number).encrypt(plain, associated);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot seal", e);
        }
    }

    /** @throws IllegalStateException where it was sealed by another key or for something else */
    byte[] open(int number, byte[] sealed, byte[] associated) {
        try {
            return key(number).decrypt(sealed, associated);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored credential does not open: it was sealed for something else", e);
        }
    }

    private Aead key(int number) {
        return keys.computeIfAbsent(number, this::load);
    }

    private Aead load(int number) {
        byte[] sealed = jdbc.first("select sealed from data_key where number = ?", row -> row.bytes("sealed"), number)
                .orElseThrow(() -> new IllegalStateException("There is no data key " + number));
        try {
            return AeadKeyset.ofSealed(sealed, masterKey, associated(number)).aead();
        } catch (GeneralSecurityException e) {
            throw new KeysetProblem("the master keyset " + master.place()
                    + " is not the one that sealed this database: restore that one, or set PORTOLAN_KEYSET");
        }
    }

    /** Every replica asks the database which key writes, and so takes it up at once. */
    void addNext() {
        add(writing() + 1);
    }

    private void add(int number) {
        try {
            // Where another replica is faster, its key is the one.
            jdbc.update(
                    "insert into data_key (number, sealed, created_at) values (?, ?, ?) on conflict do nothing",
                    number,
                    AeadKeyset.generate().sealed(masterKey, associated(number)),
                    clock.instant());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a data key", e);
        }
    }

    private static byte[] associated(int number) {
        return ("portolan data key " + number).getBytes(StandardCharsets.UTF_8);
    }
}
