package dev.portolan.providers.disk;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The directories that the operator has opened, with all that is in them. Whatever a link says, nothing else is. */
@Singleton
public final class Roots {

    private final List<Path> roots;

    public Roots(@Value("${portolan.folder.roots:}") List<String> roots) {
        this.roots = roots.stream()
                .map(String::strip)
                .filter(root -> !root.isEmpty())
                .map(root -> Path.of(root).toAbsolutePath().normalize())
                .toList();
    }

    /** Whether the operator has opened none. */
    public boolean isEmpty() {
        return roots.isEmpty();
    }

    /** A directory of the user's choice, looked at when it is used and not before. */
    public Tree tree(String directory) {
        return new Tree(this, directory);
    }

    /** The root that holds a real path. */
    Path rootOf(Path real) throws IOException {
        for (Path root : realRoots()) {
            if (real.startsWith(root)) {
                return root;
            }
        }
        throw new Outside("'" + real.getFileName() + "' lies outside the directories that the operator has opened");
    }

    /**
     * The real path of a directory that a user has typed. What is outside is told from what is missing by its name alone,
     * so that nobody can ask which files this machine has.
     */
    Path real(String directory) throws IOException {
        Path given = Path.of(directory);
        boolean dots = false;
        for (Path segment : given) {
            dots |= segment.toString().equals("..");
        }
        if (!given.isAbsolute() || dots) {
            throw new Outside("The path '" + directory + "' must be absolute and without '..'");
        }
        Path normal = given.normalize();
        if (roots.stream().noneMatch(normal::startsWith) && realRoots().stream().noneMatch(normal::startsWith)) {
            throw new Outside("'" + directory
                    + "' lies outside the directories that the operator has opened (PORTOLAN_FOLDER_ROOTS)");
        }
        Path real = normal.toRealPath();
        rootOf(real);
        return real;
    }

    private List<Path> realRoots() throws IOException {
        List<Path> real = new ArrayList<>();
        for (Path root : roots) {
            if (root.toFile().isDirectory()) {
                real.add(root.toRealPath());
            }
        }
        return real;
    }
}
