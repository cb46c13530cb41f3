package dev.portolan.providers.folder;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.disk.Outside;
import dev.portolan.providers.disk.Roots;
import dev.portolan.providers.paths.Selection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Directories of the machine that Portolan runs on, as far as the operator has opened them. */
@Singleton
public final class FolderConnector implements Connector {

    private static final Provider PROVIDER = new Provider(
            new Provider.Id("folder"),
            "Folder",
            "Files in a directory of the server",
            List.of("files"),
            List.of(new AuthScheme.Secrets(List.of())),
            Stream.concat(
                            Stream.of(
                                    Field.required(
                                            "path",
                                            Field.Type.TEXT,
                                            "Path",
                                            "An absolute path, within the directories that the operator has opened (PORTOLAN_FOLDER_ROOTS)")),
                            Selection.FIELDS.stream())
                    .toList(),
            Set.of(Capability.DELETIONS, Capability.HIERARCHY),
            Optional.empty());

    private final Roots roots;

    public FolderConnector(Roots roots) {
        this.roots = roots;
    }

    @Override
    public Provider provider() {
        return PROVIDER;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        if (roots.isEmpty()) {
            throw new ProviderFailure.Invalid(
                    "Folders are off: the operator has opened no directories (PORTOLAN_FOLDER_ROOTS)");
        }
        return new FolderSession(
                roots.tree(binding.settings().require("path")),
                Selection.of(binding.settings()),
                binding.settings().require("path"));
    }

    /** What the file system says, in the words that the core understands. */
    static ProviderFailure failure(IOException e, String path) {
        String what = path.isEmpty() ? "The directory" : "'" + path + "'";
        return switch (e) {
            case Outside outside -> new ProviderFailure.Denied(String.valueOf(outside.getMessage()));
            case NoSuchFileException missing -> new ProviderFailure.Missing(what + " does not exist");
            case NotDirectoryException missing -> new ProviderFailure.Missing(what + " is not a directory");
            case AccessDeniedException denied ->
                new ProviderFailure.Denied(
                        what + " holds something that this server may not read: " + denied.getFile());
            case ClosedByInterruptException interrupted -> new ProviderFailure.Transient("Reading was interrupted");
            default -> new ProviderFailure.Transient(what + " could not be read: " + e.getMessage());
        };
    }
}
