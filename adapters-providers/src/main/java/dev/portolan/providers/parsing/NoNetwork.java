package dev.portolan.providers.parsing;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketImplFactory;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Set;

/** Files name addresses that parsers might look up. From here nothing is reached. */
final class NoNetwork {

    private static final Set<String> LOCAL = Set.of("file", "jar", "jrt");

    private NoNetwork() {}

    /** For the rest of the process's life. */
    @SuppressWarnings("deprecation") // There is no other way to refuse every socket.
    static void seal() {
        URL.setURLStreamHandlerFactory(protocol -> LOCAL.contains(protocol) ? null : new Refusing());
        SocketImplFactory refusing = () -> {
            throw new UnsupportedOperationException("There is no network here");
        };
        try {
            Socket.setSocketImplFactory(refusing);
        } catch (IOException setAlready) {
            throw new IllegalStateException(setAlready);
        }
    }

    private static final class Refusing extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("There is no network here");
        }
    }
}
