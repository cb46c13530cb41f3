package dev.portolan.providers.parsing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of this process's own for files on their way, readable by their owner only. It goes with the process; what a
 * killed one has left behind, the next removes: a lock tells the living from the dead.
 */
final class Spool implements AutoCloseable {

    private static final String LOCK = ".lock";

    private final Path directory;
    private final Path lockFile;
    private final FileChannel lock;

    private Spool(Path directory, Path lockFile, FileChannel lock) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static Spool in(Path parent) throws IOException {
        Files.createDirectories(parent);
        sweep(parent);
        Path lockFile = Files.createTempFile(parent, "p", LOCK);
        FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        lock.lock();
        return new Spool(Files.createDirectory(ofLock(lockFile)), lockFile, lock);
    }

    Path newFile() throws IOException {
        return Files.createTempFile(directory, "file", "");
    }

    Path newDirectory() throws IOException {
        return Files.createTempDirectory(directory, "parser");
    }

    @Override
    public void close() {
        try {
            delete(directory);
            lock.close();
            Files.deleteIfExists(lockFile);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    /** Deletes a directory and all that is in it; what somebody else deletes meanwhile is no matter. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    private static void sweep(Path parent) throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.list(parent)) {
            locks = files.filter(file -> file.getFileName().toString().endsWith(LOCK))
                    .toList();
        }
        for (Path file : locks) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock taken = channel.tryLock()) {
                if (taken != null) {
                    delete(ofLock(file));
                    Files.deleteIfExists(file);
                }
            } catch (IOException | OverlappingFileLockException inUse) {
                // Its owner lives, or another has just swept it.
            }
        }
    }

    private static Path ofLock(Path lockFile) {
        String name = lockFile.getFileName().toString();
        return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    }
}
