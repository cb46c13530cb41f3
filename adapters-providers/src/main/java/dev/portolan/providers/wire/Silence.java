package dev.portolan.providers.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Ends bodies that have fallen silent: one thread looks at all that are being read, now and then, and closes those where
 * a read has waited too long. A body costs two entries in a set, and a read two writes.
 */
final class Silence implements AutoCloseable {

    private final Duration tolerated;
    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    private final Thread watch;

    Silence(Duration tolerated) {
        this.tolerated = tolerated;
        this.watch = Thread.ofVirtual().name("silence").start(this::watch);
    }

    InputStream watched(InputStream body) {
        Watched watched = new Watched(body);
        open.add(watched);
        return watched;
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(tolerated.dividedBy(4));
                long now = System.nanoTime();
                open.forEach(body -> body.endIfSilentSince(now - tolerated.toNanos()));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Watched extends FilterInputStream {
        /** When the read under way began; 0 while none is. */
        private volatile long waitingSince;

        private volatile boolean ended;

        Watched(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            waitingSince = System.nanoTime() | 1;
            try {
                return in.read(buffer, offset, length);
            } catch (IOException e) {
                throw ended
                        ? new IOException(
                                "Nothing came for " + TimeUnit.NANOSECONDS.toSeconds(tolerated.toNanos()) + " seconds")
                        : e;
            } finally {
                waitingSince = 0;
            }
        }

        void endIfSilentSince(long limit) {
            long since = waitingSince;
            if (since != 0 && since - limit < 0) {
                ended = true;
                try {
                    in.close();
                } catch (IOException closedAnyway) {
                    open.remove(this);
                }
            }
        }

        @Override
        public void close() throws IOException {
            open.remove(this);
            in.close();
        }
    }
}
