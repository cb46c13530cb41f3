package dev.portolan.providers.disk;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * One directory within the roots and what is beneath it. A link to a file within the roots is that file; links to
 * directories are not followed, so that nothing is met twice and nothing goes round in circles; what is neither file nor
 * directory is not there.
 */
public final class Tree {

    private final Roots roots;
    private final String given;

    Tree(Roots roots, String given) {
        this.roots = roots;
        this.given = given;
    }

    /** The directory itself, which can be read. */
    public Path real() throws IOException {
        Place top = place("");
        top.names("", 1);
        return top.real();
    }

    /** The file or, with a slash at its end, directory of this path. */
    public Entry entry(String path) throws IOException {
        Place place = place(parent(path));
        return place.entry(path.substring(place.path().length())).orElseThrow(() -> new NoSuchFileException(path));
    }

    /** A file's content. */
    public SeekableByteChannel open(String path) throws IOException {
        if (path.endsWith("/")) {
            throw new NoSuchFileException(path, null, "is not a file");
        }
        Place place = place(parent(path));
        Path real = place.resolve(path.substring(place.path().length())).toRealPath();
        return Safely.file(roots.rootOf(real), real);
    }

    /** A directory by its path, which leads through no link. */
    Place place(String directory) throws IOException {
        Place top = new Place(roots, roots.real(given), "");
        if (directory.isEmpty()) {
            return top;
        }
        Path there = top.resolve(directory);
        if (!there.toRealPath().equals(there)) {
            throw new NoSuchFileException(directory, null, "leads through a link");
        }
        return new Place(roots, there, directory);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
    }
}
