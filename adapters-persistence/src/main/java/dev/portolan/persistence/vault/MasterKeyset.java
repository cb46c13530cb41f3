package dev.portolan.persistence.vault;

import com.google.crypto.tink.Aead;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** The master keyset of the deployment: inline in the configuration, or a file that only its owner reads. */
@Singleton
final class MasterKeyset {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Optional<String> inline;
    private final Path file;

    /**
     * @param configured JSON of the keyset, or the file that has it
     * @param data where the file is if nothing is configured
     */
    MasterKeyset(
            @Property(name = "portolan.keyset") Optional<String> configured,
            @Property(name = "portolan.data", defaultValue = "./data") String data) {
        Optional<String> given = configured.map(String::strip).filter(text -> !text.isEmpty());
        this.inline = given.filter(text -> text.startsWith("{"));
        this.file = given.filter(text -> !text.startsWith("{")).map(Path::of).orElse(Path.of(data, "keyset.json"));
    }

    /** How the operator knows it. */
    String place() {
        return inline.isPresent()
                ? "in PORTOLAN_KEYSET"
                : "in " + file.toAbsolutePath().normalize();
    }

    /** @throws KeysetProblem where there is none, or it cannot be read */
    Aead existing() {
        String json = inline.or(this::read)
                .orElseThrow(() -> new KeysetProblem(
                        "the credentials of this database are sealed with a master keyset that is not " + place()
                                + ": restore it, or set PORTOLAN_KEYSET"));
        return aead(json);
    }

    /** The one that is there, or a new one in the file. */
    Aead existingOrNew() {
        if (inline.isEmpty() && !Files.exists(file)) {
            create();
        }
        return existing();
    }

    private Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new KeysetProblem("cannot read the master keyset " + place() + ": "
                    + e.getClass().getSimpleName());
        }
    }

    private void create() {
        try {
            String json = AeadKeyset.generate().json();
            Files.createDirectories(file.toAbsolutePath().getParent());
            boolean posix =
                    Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
            // Created with its rights, not restricted afterwards: it is never readable by others, not even for a
            // moment.
            Files.createFile(file, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
            Files.writeString(file, json, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        } catch (FileAlreadyExistsException another) {
            // Another process has just made it.
        } catch (IOException | GeneralSecurityException e) {
            throw new KeysetProblem("cannot make a master keyset " + place() + ": "
                    + e.getClass().getSimpleName());
        }
    }

    private Aead aead(String json) {
        try {
            return AeadKeyset.ofJson(json).aead();
        } catch (GeneralSecurityException e) {
            throw new KeysetProblem("what is " + place() + " is not a master keyset (JSON of a Tink AEAD keyset)");
        }
    }
}
