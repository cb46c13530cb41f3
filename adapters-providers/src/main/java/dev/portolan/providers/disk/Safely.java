package dev.portolan.providers.disk;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/**
 * Opens real paths one segment at a time without following links, from a root that the operator vouches for: what
 * somebody swaps for a link between the check and the opening does not lead out.
 */
final class Safely {

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** What is done with an open directory. */
    interface Use<T> {
        T in(DirectoryStream<Path> directory) throws IOException;
    }

    private Safely() {}

    static <T> T directory(Path root, Path real, Use<T> use) throws IOException {
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            return descend(top, root, root.relativize(real), use);
        }
    }

    private static <T> T descend(DirectoryStream<Path> at, Path here, Path rest, Use<T> use) throws IOException {
        if (rest.toString().isEmpty()) {
            return use.in(at);
        }
        Path name = rest.getName(0);
        Path there = here.resolve(name);
        Path left = rest.getNameCount() == 1 ? Path.of("") : rest.subpath(1, rest.getNameCount());
        try (DirectoryStream<Path> next = into(at, there)) {
            unswapped(there, next);
            return descend(next, there, left, use);
        }
    }

    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    private static DirectoryStream<Path> into(DirectoryStream<Path> at, Path there) throws IOException {
        return at instanceof SecureDirectoryStream<Path> secure
                ? secure.newDirectoryStream(there.getFileName(), LinkOption.NOFOLLOW_LINKS)
                : Files.newDirectoryStream(there);
    }

    /** An open regular file. Its channel ends reading when the thread is interrupted. */
    static SeekableByteChannel file(Path root, Path real) throws IOException {
        return directory(root, real.resolveSibling(""), at -> {
            if (!attributes(at, real).map(BasicFileAttributes::isRegularFile).orElse(false)) {
                throw new NoSuchFileException(real.toString(), null, "is not a regular file");
            }
            SeekableByteChannel channel = at instanceof SecureDirectoryStream<Path> secure
                    ? secure.newByteChannel(real.getFileName(), READ)
                    : Files.newByteChannel(real, READ);
            try {
                unswapped(real, at);
            } catch (IOException swapped) {
                channel.close();
                throw swapped;
            }
            return channel;
        });
    }

    /** Of what an open directory holds; empty where it has vanished. */
    static Optional<BasicFileAttributes> attributes(DirectoryStream<Path> at, Path path) throws IOException {
        try {
            return Optional.of(view(at, path).readAttributes());
        } catch (NoSuchFileException vanished) {
            return Optional.empty();
        }
    }

    private static BasicFileAttributeView view(DirectoryStream<Path> at, Path path) {
        return at instanceof SecureDirectoryStream<Path> secure
                ? secure.getFileAttributeView(
                        path.getFileName(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                : Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Where the file system offers nothing better: what was opened still has the path that was meant. */
    private static void unswapped(Path meant, DirectoryStream<Path> opened) throws IOException {
        if (!(opened instanceof SecureDirectoryStream<Path>)
                && !meant.toRealPath().equals(meant)) {
            throw new NoSuchFileException(meant.toString(), null, "was replaced by a link");
        }
    }
}
