package dev.portolan.providers.disk;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A file or directory of a tree.
 *
 * @param path from the tree's directory, segments separated by slashes; a directory's ends in one
 */
public record Entry(String path, boolean directory, long size, FileTime modified) {

    public String name() {
        String whole = directory ? path.substring(0, path.length() - 1) : path;
        return whole.substring(whole.lastIndexOf('/') + 1);
    }

    public Instant modifiedAt() {
        return modified.toInstant();
    }

    /** Differs whenever the content does, as far as a file system tells without reading it. */
    public String version() {
        return size + "-" + modified.to(TimeUnit.NANOSECONDS);
    }
}
