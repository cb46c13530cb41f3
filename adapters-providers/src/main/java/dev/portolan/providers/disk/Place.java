package dev.portolan.providers.disk;

import dev.portolan.providers.paths.ByteOrder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A directory of a tree, checked to lie within the roots. Names of directories end in a slash.
 *
 * @param path from the tree's directory; empty or ending in a slash
 */
record Place(Roots roots, Path real, String path) {

    FileTime modified() throws IOException {
        return attributes(real).lastModifiedTime();
    }

    /** The first names in byte order, at most so many, beginning with {@code from}. */
    List<String> names(String from, int limit) throws IOException {
        try {
            return Safely.directory(roots.rootOf(real), real, stream -> {
                TreeSet<String> names = new TreeSet<>(ByteOrder.UTF_8);
                for (Path child : stream) {
                    String name = name(Safely.attributes(stream, child), child);
                    if (!name.isEmpty() && ByteOrder.UTF_8.compare(name, from) >= 0) {
                        names.add(name);
                        if (names.size() > limit) {
                            names.pollLast();
                        }
                    }
                }
                return List.copyOf(names);
            });
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static String name(Optional<BasicFileAttributes> attributes, Path child) {
        return attributes
                .filter(found -> !found.isOther())
                .map(found -> FileNames.of(child.getFileName()) + (found.isDirectory() ? "/" : ""))
                .orElse("");
    }

    /** What has this name, if it is a file, a link to a file within the roots, or a directory. */
    Optional<Entry> entry(String name) throws IOException {
        boolean directory = name.endsWith("/");
        Path there = resolve(name);
        try {
            BasicFileAttributes found = attributes(there);
            if (found.isSymbolicLink() && !directory) {
                Path target = there.toRealPath();
                roots.rootOf(target);
                found = attributes(target);
            }
            return (directory ? found.isDirectory() : found.isRegularFile())
                    ? Optional.of(new Entry(path + name, directory, found.size(), found.lastModifiedTime()))
                    : Optional.empty();
        } catch (NoSuchFileException | Outside gone) {
            return Optional.empty();
        }
    }

    /** The path of something in here, refused by name where it would climb out. */
    Path resolve(String below) throws IOException {
        String plain = below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
        for (String segment : plain.split("/", -1)) {
            if (segment.equals("..")) {
                throw new Outside("'" + below + "' must not contain '..'");
            }
            if (segment.isEmpty() || segment.equals(".") || segment.indexOf('\0') >= 0) {
                throw new NoSuchFileException(path + below);
            }
        }
        return FileNames.resolve(real, plain);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
