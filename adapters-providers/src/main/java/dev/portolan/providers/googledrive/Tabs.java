package dev.portolan.providers.googledrive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A sheet's tabs one after the other, each under its name, out of the archive that Google makes of them. */
final class Tabs extends InputStream {

    private static final InputStream NOTHING = InputStream.nullInputStream();

    private final ZipInputStream archive;
    private InputStream heading = NOTHING;
    private boolean within;
    private boolean ended;

    Tabs(InputStream archive) {
        this.archive = new ZipInputStream(archive, StandardCharsets.UTF_8);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!ended) {
            int count = heading.read(buffer, offset, length);
            if (count < 0 && within) {
                count = archive.read(buffer, offset, length);
            }
            if (count > 0 || (count == 0 && length == 0)) {
                return count;
            }
            next();
        }
        return -1;
    }

    private void next() throws IOException {
        ZipEntry entry = archive.getNextEntry();
        while (entry != null && !entry.getName().endsWith(".html")) {
            entry = archive.getNextEntry();
        }
        ended = entry == null;
        within = entry != null;
        if (entry != null) {
            String name = entry.getName().substring(0, entry.getName().length() - 5);
            heading = new ByteArrayInputStream(
                    ("<h1>" + name.replace("&", "&amp;").replace("<", "&lt;") + "</h1>\n")
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
